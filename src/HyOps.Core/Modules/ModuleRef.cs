using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HyOps.Core.Modules;

/// <summary>The name of a module: two to four lower-case parts, <c>platform/onprem/netbox</c>, which is also its folder under modules/.</summary>
public sealed partial record ModuleRef
{
    private ModuleRef(string value) => Value = value;

    /// <summary>The name, with slashes.</summary>
    public string Value { get; }

    /// <summary>Takes a name that is known to be valid.</summary>
    /// <param name="text">The name.</param>
    public static ModuleRef Parse(string text) =>
        TryParse(text, out var moduleRef) ? moduleRef : throw new ArgumentException($"'{text}' is not a module reference", nameof(text));

    /// <summary>Takes a name from text of unknown origin.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="moduleRef">The reference, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ModuleRef? moduleRef)
    {
        moduleRef = text is not null && Form().IsMatch(text) ? new ModuleRef(text) : null;
        return moduleRef is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*){1,3}\z")]
    private static partial Regex Form();
}
