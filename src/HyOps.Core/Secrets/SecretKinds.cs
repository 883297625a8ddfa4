namespace HyOps.Core.Secrets;

/// <summary>What a key holds where no contract says it: the name decides.</summary>
public static class SecretKinds
{
    /// <summary>The shortest value that is ever generated, in characters.</summary>
    public const int MinimumLength = 16;

    private static readonly string[] PasswordEndings = ["PASSWORD", "PASSWD", "PSK", "SECRET", "PASSPHRASE", "_KEY", "_SALT"];
    private static readonly string[] ExternalEndings = ["_USER", "_USERNAME", "_ID", "_PORT", "_HOST", "_URL", "_URI", "_ENDPOINT", "_NAME", "_EMAIL"];

    /// <summary>The kind, length and whether <c>ensure</c> may invent it, by name alone.</summary>
    /// <param name="key">The key.</param>
    public static SecretSpec ByName(SecretName key)
    {
        var name = key.Value.ToUpperInvariant();
        return name switch
        {
            _ when name.EndsWith("PRIVATE_KEY", StringComparison.Ordinal) => new SecretSpec(SecretKind.SshPrivateKey, 0, Generate: false),
            _ when name.EndsWith("_JSON", StringComparison.Ordinal) => new SecretSpec(SecretKind.Json, 0, Generate: false),
            _ when name.Contains("CERT", StringComparison.Ordinal) => new SecretSpec(SecretKind.Certificate, 0, Generate: false),
            _ when name.Contains("LICENSE", StringComparison.Ordinal) || name.Contains("LICENCE", StringComparison.Ordinal) => External,
            // An access key's id ends in _ID and is nobody's to invent; the endings come before the words inside a name.
            _ when EndsWithAny(name, ExternalEndings) => External,
            "NETBOX_API_TOKEN" => new SecretSpec(SecretKind.Token, 40, Generate: true),
            _ when name.Contains("SECRET_KEY", StringComparison.Ordinal) => new SecretSpec(SecretKind.Password, 64, Generate: true),
            _ when name.Contains("TOKEN", StringComparison.Ordinal) => new SecretSpec(SecretKind.Token, 48, Generate: true),
            _ when EndsWithAny(name, PasswordEndings) => new SecretSpec(SecretKind.Password, 32, Generate: true),
            _ => External,
        };
    }

    private static SecretSpec External { get; } = new(SecretKind.External, 0, Generate: false);

    private static bool EndsWithAny(string name, string[] endings) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
