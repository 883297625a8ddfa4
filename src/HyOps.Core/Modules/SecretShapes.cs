using System.Buffers;
using System.Text.RegularExpressions;

namespace HyOps.Core.Modules;

/// <summary>Tells by their form what texts are secrets, names of secrets or left to be filled in. No text is kept or shown.</summary>
public static partial class SecretShapes
{
    private static readonly string[] TokenPrefixes =
    [
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "xoxs-",
        "sk_live_", "rk_live_", "hvs.", "npm_", "dop_v1_", "SG.", "AIza", "ya29.", "AGE-SECRET-KEY-", "$ANSIBLE_VAULT", "-----BEGIN",
    ];

    // One of these is in every match: searching them first keeps thousands of modules fast.
    private static readonly SearchValues<string> PlaceholderWords = SearchValues.Create(["change", "replace", "fill", "your"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> SecretWords =
        SearchValues.Create(["pass", "pwd", "secret", "token", "psk", "key", "string", "json"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text is a value rather than the name of a variable: spaces, <c>=</c>, line ends, a URL, or a known token's prefix.</summary>
    /// <param name="text">What a field holds that should hold a name.</param>
    public static bool LooksLikeValue(string text) =>
        text.AsSpan().ContainsAny(" =\t\r\n")
        || text.Contains("://", StringComparison.Ordinal)
        || StartsLikeToken(text);

    /// <summary>Whether the text is a secret, wherever it stands: a whole token, a private key, a URL with a password.</summary>
    /// <param name="text">What a field holds.</param>
    public static bool IsSecret(string text) =>
        (text.Length >= 16 && StartsLikeToken(text) && !text.StartsWith("-----BEGIN", StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal))
        || (text.Contains("-----BEGIN", StringComparison.Ordinal) && text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        || (text.StartsWith("eyJ", StringComparison.Ordinal) && Jwt().IsMatch(text))
        || (text.Contains("://", StringComparison.Ordinal) && UrlWithPassword().IsMatch(text));

    /// <summary>
    /// Whether the name may be shown. A name by convention is upper case; anything else in the place of a name may be a password.
    /// </summary>
    /// <param name="name">A valid name of a variable.</param>
    public static bool IsSafeToShow(string name) =>
        name.Length <= 64
        && !name.AsSpan().ContainsAnyInRange('a', 'z')
        && !(name.Length >= 12 && !name.Contains('_', StringComparison.Ordinal) && name.AsSpan().ContainsAnyInRange('0', '9'));

    /// <summary>The part of a text that somebody was to replace (<c>CHANGE_ME</c>, <c>YOUR_BUCKET</c>), or null where there is none.</summary>
    /// <param name="text">What a field holds.</param>
    public static string? Placeholder(string text) =>
        text.Length < 8 || !text.AsSpan().ContainsAny(PlaceholderWords) ? null : PlaceholderForm().Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>Whether a field of this name holds a secret, unless it ends in <c>_env</c>: <c>db_password</c>, <c>apiToken</c>, <c>shared_secret_a</c>.</summary>
    /// <param name="field">The field's own name, without its path.</param>
    public static bool IsSecretField(string field) => field.AsSpan().ContainsAny(SecretWords) && SecretField().IsMatch(field);

    private static bool StartsLikeToken(string text) =>
        Array.Exists(TokenPrefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal)) || AwsKeyId().IsMatch(text);

    [GeneratedRegex(@"\A(AKIA|ASIA)[0-9A-Z]{4,}\z", RegexOptions.NonBacktracking)]
    private static partial Regex AwsKeyId();

    [GeneratedRegex(@"\AeyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Jwt();

    // A password that is itself a template or a variable is a reference.
    [GeneratedRegex(@"://[^/@:\s]*:[^/@\s${}]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UrlWithPassword();

    [GeneratedRegex(@"(?<![A-Za-z0-9])((?i:change[-_]?me|replace[-_]?me|replace[-_]with|fill[-_]?me|your[-_]value)(?![A-Za-z0-9])|YOUR_[A-Z0-9_]+|<(?i:your|change|replace)[-_ ][^<>]{1,60}>)")]
    private static partial Regex PlaceholderForm();

    // The secret word ends the name, or is followed by what only numbers or qualifies it; 'secret_name' and 'token_url' hold no secret.
    [GeneratedRegex(
        @"(\A|[_\-.]|(?<=[a-z0-9])(?=[A-Z]))(?i:passwords?|passwd|pwd|passphrases?|passcode|secrets?|tokens?|psk|api[_-]?keys?|private[_-]?key|secret[_-]?key|access[_-]?key|account[_-]?key|shared[_-]?key|storage[_-]?key|encryption[_-]?key|signing[_-]?key|master[_-]?key|license[_-]?key|connection[_-]?string|(sa|account|key)[_-]json)([_-](?i:[a-z]|[0-9]+|primary|secondary|old|new|current|value|text|literal|plain|plaintext|hex|base64|b64|pem|data|hash_salt))?\z")]
    private static partial Regex SecretField();
}
