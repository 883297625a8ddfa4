using System.Collections.Concurrent;

namespace HyOps.Testing.KeyVault;

/// <summary>What goes wrong at a <see cref="KeyVaultServer"/>. Everything may be changed while it runs.</summary>
public sealed class Faults
{
    /// <summary>How long every answer takes longer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How long the answers to writes are held back when the write is done: a client that dies meanwhile has written, and does not know it.</summary>
    public TimeSpan HeldWrites { get; set; }

    /// <summary>How far the server's clock is ahead of the client's.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>Which requests are refused with 429.</summary>
    public Throttling? Throttling { get; set; }

    /// <summary>What the 429s say in Retry-After; null says nothing, as Key Vault often does.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Requests for secrets are answered so instead: by the secret's name, <c>LIST</c>, a method (<c>PUT</c>), a folder (<c>deletedsecrets</c>), or <c>*</c> for all.</summary>
    public ConcurrentDictionary<string, Refusal> Refusals { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The next requests for secrets are answered 503, so many times.</summary>
    public int Outages { get; set; }

    /// <summary>The next requests for tokens are answered 503, so many times.</summary>
    public int SignInOutages { get; set; }

    /// <summary>
    /// Whether an expired or not yet valid secret is refused. Key Vault gives it all the same
    /// (https://learn.microsoft.com/azure/key-vault/secrets/about-secrets, date-time controlled operations), so a client must look itself.
    /// </summary>
    public bool DatesAreEnforced { get; set; }

    /// <summary>Whether tokens are refused, as those of an unknown issuer are.</summary>
    public bool TokensAreRefused { get; set; }
}
