using System.Collections.Immutable;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>Who may open a break-glass file: keys that need no other service, and so none of Azure Key Vault.</summary>
public sealed record GlassRecipients
{
    private const int FingerprintLength = 40;

    private GlassRecipients(ImmutableArray<string> age, ImmutableArray<string> pgp) => (Age, Pgp) = (age, pgp);

    /// <summary>The age recipients, <c>age1…</c>.</summary>
    public ImmutableArray<string> Age { get; }

    /// <summary>The fingerprints of PGP keys: 40 digits, upper case.</summary>
    public ImmutableArray<string> Pgp { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Age.IsEmpty && Pgp.IsEmpty;

    /// <summary>Takes what the operator wrote.</summary>
    /// <param name="age"><c>--age</c>.</param>
    /// <param name="pgp"><c>--pgp</c>; blanks between the digits are fine.</param>
    /// <exception cref="BreakGlassException">One is no recipient.</exception>
    public static GlassRecipients Parse(IEnumerable<string> age, IEnumerable<string> pgp) =>
        new([.. age.Select(AgeOf).Distinct(StringComparer.Ordinal)], [.. pgp.Select(FingerprintOf).Distinct(StringComparer.Ordinal)]);

    /// <summary>Those of a document.</summary>
    /// <exception cref="BreakGlassException">One needs a service that cannot be asked here.</exception>
    internal static GlassRecipients Of(string file, SopsDocument document) =>
        document.Recipients.FirstOrDefault(recipient => recipient.Name is null || (recipient.Kind != SopsRecipient.Age && recipient.Kind != SopsRecipient.Pgp)) is { } other
            ? throw BreakGlassException.NotWrapped(file, other.Kind)
            : Parse(NamesOf(document, SopsRecipient.Age), NamesOf(document, SopsRecipient.Pgp));

    private static IEnumerable<string> NamesOf(SopsDocument document, string kind) => document.Recipients.Where(recipient => recipient.Kind == kind).Select(recipient => recipient.Name!);

    // What a private key begins with must not come to a command line, nor into a message.
    private static string AgeOf(string text) =>
        text.StartsWith("age1", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) ? text : throw BreakGlassException.BadRecipient("--age", "an age recipient (age1…; age-keygen -y FILE prints it)");

    private static string FingerprintOf(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == FingerprintLength && digits.All(char.IsAsciiHexDigit) ? digits : throw BreakGlassException.BadRecipient("--pgp", "the fingerprint of a PGP key (40 hexadecimal digits; gpg --fingerprint prints it)");
    }
}
