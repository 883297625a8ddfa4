using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Environments;

/// <summary>
/// The name of a package, as a system's package manager takes it: letters, digits, and <c>+ . _ @ -</c> within it. Nothing that such a manager would take
/// for an option, a path, an address or a pattern is one, nor is <c>name-</c>, by which apt-get removes a package.
/// </summary>
public sealed record PackageName
{
    private const int Longest = 128;

    private PackageName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Takes a name from text of unknown origin.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="name">The name, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PackageName? name)
    {
        name = text is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(text[0]) && (char.IsAsciiLetterOrDigit(text[^1]) || text[^1] == '+')
            && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '.' or '_' or '@' or '-')
            ? new PackageName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
