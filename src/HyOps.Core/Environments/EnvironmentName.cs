using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Environments;

/// <summary>The name of an environment: <c>[A-Za-z0-9][A-Za-z0-9_-]{0,63}</c>, and for new ones <c>[a-z0-9][a-z0-9-]{0,62}</c>.</summary>
public sealed record EnvironmentName
{
    private EnvironmentName(string value) => Value = value;

    /// <summary>The embedded default, which needs no cloud; the only one that may be implied.</summary>
    public static EnvironmentName Local { get; } = new("local");

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>
    /// Whether it is named as one of this machine alone: <c>local</c>, or a name that begins with <c>local-</c>. Only these may have a generated
    /// vault password, and validation holds them to tier <c>local</c>.
    /// </summary>
    public bool IsLocal => Value == Local.Value || Value.StartsWith(Local.Value + "-", StringComparison.Ordinal);

    /// <summary>Whether a new environment may have this name.</summary>
    public bool IsValidForNew => IsName(Value, 63, static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Takes a name that is known to be valid.</summary>
    /// <param name="text">The name.</param>
    public static EnvironmentName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new ArgumentException($"'{text}' is not an environment's name", nameof(text));

    /// <summary>Takes a name from text of unknown origin.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="name">The name, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EnvironmentName? name)
    {
        name = IsName(text, 64, static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? new EnvironmentName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    // Every command asks this: a regular expression would cost more than all else that it does with the name.
    private static bool IsName([NotNullWhen(true)] string? text, int longest, Func<char, bool> isPart) =>
        text is { Length: > 0 } && text.Length <= longest && char.IsAsciiLetterOrDigit(text[0]) && text.All(isPart);
}
