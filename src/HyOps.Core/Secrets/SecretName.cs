using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Secrets;

/// <summary>The name of a secret: an environment variable's name, <c>[A-Za-z_][A-Za-z0-9_]*</c>. Ordered ordinally.</summary>
public sealed record SecretName : IComparable<SecretName>
{
    private SecretName(string value) => Value = value;

    /// <summary>The name as it stands in the environment.</summary>
    public string Value { get; }

    /// <summary>Whether the text is a name at all.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 }
        && !char.IsAsciiDigit(text[0])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Takes a name that is known to be valid.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="ArgumentException">The text is not a name. The message does not repeat it: it may be a value.</exception>
    public static SecretName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new ArgumentException("not the name of an environment variable ([A-Za-z_][A-Za-z0-9_]*)", nameof(text));

    /// <summary>Takes a name from text of unknown origin.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="name">The name, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretName? name)
    {
        name = IsValid(text) ? new SecretName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(SecretName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Ordinal order.</summary>
    public static bool operator <(SecretName left, SecretName right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(SecretName left, SecretName right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(SecretName left, SecretName right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(SecretName left, SecretName right) => left.CompareTo(right) >= 0;
}
