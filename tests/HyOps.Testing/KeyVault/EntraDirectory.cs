using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HyOps.Testing.KeyVault;

/// <summary>The tenant of a <see cref="KeyVaultServer"/>: one application, and the tokens that it was given.</summary>
public sealed class EntraDirectory
{
    private readonly KeyVaultServerOptions options;
    private readonly ConcurrentDictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);

    internal EntraDirectory(KeyVaultServerOptions options) => this.options = options;

    /// <summary>Until when the client secret is good; null is for ever.</summary>
    public DateTimeOffset? ClientSecretExpires { get; set; }

    /// <summary>The certificates that the application may sign in with.</summary>
    public ConcurrentBag<X509Certificate2> Certificates { get; } = [];

    /// <summary>The tokens of another issuer that the application trusts.</summary>
    public ConcurrentBag<string> FederatedTokens { get; } = [];

    /// <summary>How often a token was given.</summary>
    public int TokensGiven => tokens.Count;

    /// <summary>The tokens that were given: no output may hold one.</summary>
    public IReadOnlyCollection<string> Tokens => [.. tokens.Keys];

    /// <summary>Gives a token without a sign-in, as the Azure CLI would have it already.</summary>
    public string GiveToken()
    {
        var token = "loopback-" + RandomNumberGenerator.GetHexString(64, lowercase: true);
        tokens[token] = options.Clock.GetUtcNow() + options.TokenLifetime;
        return token;
    }

    /// <summary>Why a token is refused, or null.</summary>
    internal string? Judge(string authorization, TimeSpan clockAhead) =>
        !authorization.StartsWith("Bearer ", StringComparison.Ordinal) || !tokens.TryGetValue(authorization["Bearer ".Length..], out var until)
            ? "AKV10022: Invalid audience or unknown token."
            : until <= options.Clock.GetUtcNow() + clockAhead ? "AKV10042: The token has expired (IDX10223: Lifetime validation failed)." : null;
}
