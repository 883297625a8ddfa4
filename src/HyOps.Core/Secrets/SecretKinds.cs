namespace HyOps.Core.Secrets;

/// <summary>
/// What a key holds where no contract says it: the name decides. A secret that only its owner knows is never invented:
/// a refusal names the command to run, while an invented API key passes every check until something breaks in production.
/// </summary>
public static class SecretKinds
{
    /// <summary>The shortest value that is ever generated, in characters.</summary>
    public const int MinimumLength = 16;

    private static readonly string[] ExternalEndings = ["_USER", "_USERNAME", "_ID", "_PORT", "_HOST", "_URL", "_URI", "_ENDPOINT", "_NAME", "_EMAIL"];
    private static readonly string[] PasswordEndings = ["PASSWORD", "PASSWD", "PSK", "SECRET", "PASSPHRASE", "_SALT"];

    // Keys that both sides merely have to share. Others (API_KEY, ACCESS_KEY, SSH_KEY, PUBLIC_KEY) come from somebody.
    private static readonly string[] SymmetricKeyEndings =
        ["ENCRYPTION_KEY", "SIGNING_KEY", "HMAC_KEY", "SESSION_KEY", "COOKIE_KEY", "MASTER_KEY", "CIPHER_KEY", "AES_KEY", "SHARED_KEY", "SYMMETRIC_KEY", "JWT_KEY"];

    private static SecretSpec External { get; } = new(SecretKind.External, 0, Generate: false);

    private static SecretSpec PrivateKey { get; } = new(SecretKind.SshPrivateKey, 0, Generate: false);

    /// <summary>The kind, length and whether <c>ensure</c> may invent it, by name alone.</summary>
    /// <param name="key">The key.</param>
    public static SecretSpec ByName(SecretName key)
    {
        var name = key.Value.ToUpperInvariant();
        return name switch
        {
            _ when Ends(name, "PRIVATE_KEY") => PrivateKey,
            _ when Ends(name, "_JSON") => new SecretSpec(SecretKind.Json, 0, Generate: false),
            _ when IsAboutCertificates(name) => OfCertificates(name),
            _ when Holds(name, "LICENSE") || Holds(name, "LICENCE") => External,
            // An access key's id ends in _ID and is nobody's to invent; the endings come before the words inside a name.
            _ when EndsWithAny(name, ExternalEndings) => External,
            _ => OfInvented(name),
        };
    }

    private static SecretSpec OfInvented(string name) => name switch
    {
        "NETBOX_API_TOKEN" => new SecretSpec(SecretKind.Token, 40, Generate: true),
        _ when Holds(name, "SECRET_KEY") => new SecretSpec(SecretKind.Password, 64, Generate: true),
        _ when Holds(name, "TOKEN") => new SecretSpec(SecretKind.Token, 48, Generate: true),
        _ when EndsWithAny(name, PasswordEndings) || EndsWithAny(name, SymmetricKeyEndings) => new SecretSpec(SecretKind.Password, 32, Generate: true),
        _ => External,
    };

    // CONCERT_PASSWORD is not about certificates: the word begins a part of the name.
    private static bool IsAboutCertificates(string name) =>
        name.StartsWith("CERT", StringComparison.Ordinal) || Holds(name, "_CERT");

    private static SecretSpec OfCertificates(string name) => name switch
    {
        _ when EndsWithAny(name, PasswordEndings) => new SecretSpec(SecretKind.Password, 0, Generate: false),
        _ when Ends(name, "_KEY") => PrivateKey,
        _ when EndsWithAny(name, ExternalEndings) => External,
        _ => new SecretSpec(SecretKind.Certificate, 0, Generate: false),
    };

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal);

    private static bool Holds(string name, string word) => name.Contains(word, StringComparison.Ordinal);

    private static bool EndsWithAny(string name, string[] endings) =>
        Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.Ordinal));
}
