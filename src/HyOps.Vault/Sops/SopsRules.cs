using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HyOps.Vault.Sops;

/// <summary>
/// Which values of a document are encrypted, and which count for its check value: settings of its metadata, of which a document has at most one
/// of the first four (https://github.com/getsops/sops#encrypting-only-parts-of-a-file).
/// </summary>
public sealed record SopsRules
{
    /// <summary>What SOPS takes where the file names no rule at all.</summary>
    private const string UsualSuffix = "_unencrypted";

    /// <summary>What SOPS does unless told otherwise: all is encrypted but what ends with <c>_unencrypted</c>.</summary>
    public static SopsRules Usual { get; } = new() { UnencryptedSuffix = UsualSuffix };

    /// <summary>unencrypted_suffix: what ends with it stays in the clear.</summary>
    public string? UnencryptedSuffix { get; init; }

    /// <summary>encrypted_suffix: only what ends with it is encrypted.</summary>
    public string? EncryptedSuffix { get; init; }

    /// <summary>unencrypted_regex: what it fits stays in the clear.</summary>
    public string? UnencryptedRegex { get; init; }

    /// <summary>encrypted_regex: only what it fits is encrypted.</summary>
    public string? EncryptedRegex { get; init; }

    /// <summary>mac_only_encrypted: what stays in the clear does not count for the check value.</summary>
    public bool MacOnlyEncrypted { get; init; }

    /// <summary>How many of the rules are set that exclude each other.</summary>
    internal int Count => new[] { UnencryptedSuffix, EncryptedSuffix, UnencryptedRegex, EncryptedRegex }.Count(rule => rule is not null);

    /// <summary>Whether the value at a path is encrypted: a rule that fits any key of the path fits all below.</summary>
    /// <param name="path">The keys that lead to it; none for a comment.</param>
    public bool Encrypts(ImmutableArray<string> path) =>
        EncryptedSuffix is { } only ? path.Any(key => key.EndsWith(only, StringComparison.Ordinal))
        : EncryptedRegex is { } pattern ? path.Any(Fits(pattern))
        : UnencryptedRegex is { } except ? !path.Any(Fits(except))
        : UnencryptedSuffix is not { } suffix || !path.Any(key => key.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>The settings as the metadata has them, in SOPS' order.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings() =>
        new (string Name, string? Value)[]
        {
            ("unencrypted_suffix", UnencryptedSuffix), ("encrypted_suffix", EncryptedSuffix), ("unencrypted_regex", UnencryptedRegex), ("encrypted_regex", EncryptedRegex),
            (SopsMetadata.MacOnlyEncrypted, MacOnlyEncrypted ? "true" : null),
        }
        .Where(setting => setting.Value is not null)
        .Select(setting => KeyValuePair.Create(setting.Name, setting.Value!));

    /// <summary>Whether an expression can be used: without look-around and back references, as in Go, it takes linear time.</summary>
    internal static bool IsUsable(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static Func<string, bool> Fits(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return regex.IsMatch;
    }
}
