using System.Diagnostics.CodeAnalysis;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Init;

/// <summary>The values of a target's fields, each with where it came from. Secrets stay apart: nothing here prints them.</summary>
internal sealed class TargetValues
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SecretValue> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    /// <summary>A value that is no secret; empty where there is none.</summary>
    /// <param name="name">The field's name.</param>
    public string this[string name] => texts.GetValueOrDefault(name, "");

    /// <summary>All secrets.</summary>
    public IReadOnlyCollection<SecretValue> Secrets => secrets.Values;

    /// <summary>A secret; empty where there is none.</summary>
    /// <param name="name">The field's name.</param>
    public SecretValue Secret(string name) => secrets.GetValueOrDefault(name, SecretValue.Empty);

    /// <summary>Whether the field has a value that is not empty.</summary>
    /// <param name="name">The field's name.</param>
    public bool Has(string name) => sources.ContainsKey(name);

    /// <summary>Where the value came from, for people; null where there is none.</summary>
    /// <param name="name">The field's name.</param>
    public string? SourceOf(string name) => sources.GetValueOrDefault(name);

    /// <summary>The text of a field that is no secret.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="text">The text, where there is one.</param>
    public bool TryText(string name, [NotNullWhen(true)] out string? text) => texts.TryGetValue(name, out text);

    /// <summary>Sets a value that is no secret; an empty one counts as none.</summary>
    public void Set(TargetField field, string text, string source)
    {
        if (text.Length > 0)
        {
            (texts[field.Name], sources[field.Name]) = (text, source);
        }
    }

    /// <summary>Sets a secret; an empty one counts as none.</summary>
    public void Set(TargetField field, SecretValue value, string source)
    {
        if (!value.IsEmpty)
        {
            (secrets[field.Name], sources[field.Name]) = (value, source);
        }
    }
}
