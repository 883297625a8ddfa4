using System.Security.Cryptography;
using System.Text;

namespace HyOps.Core.Secrets;

/// <summary>
/// A secret. It prints as <c>***</c> everywhere; only <see cref="Reveal"/> gives the text, so every leak takes a visible call.
/// </summary>
public sealed class SecretValue : IEquatable<SecretValue>
{
    private const string Hidden = "***";
    private readonly string text;

    private SecretValue(string text) => this.text = text;

    /// <summary>The secret of no characters.</summary>
    public static SecretValue Empty { get; } = new("");

    /// <summary>Whether there is no character in it: an empty secret counts as a missing one.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <summary>Takes the text as it is: nothing is trimmed or normalised.</summary>
    /// <param name="text">Any text.</param>
    public static SecretValue From(string text) => text.Length == 0 ? Empty : new SecretValue(text);

    /// <summary>The text itself. Every call of it is a place where the secret could leak.</summary>
    public string Reveal() => text;

    /// <summary>Compares in a time that depends on the lengths alone.</summary>
    /// <param name="other">The secret to compare with.</param>
    public bool Equals(SecretValue? other) =>
        other is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(other.text));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretValue);

    /// <summary>The same for all secrets: a hash would say something of the value.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => Hidden;
}
