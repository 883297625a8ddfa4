using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>secrets.authority of environment.yml: where steady state takes secrets from.</summary>
public sealed record AuthoritySettings
{
    /// <summary>The kind <c>azure-key-vault</c>.</summary>
    public const string AzureKeyVault = "azure-key-vault";

    /// <summary>The kind <c>hashicorp-vault</c>.</summary>
    public const string HashiCorpVault = "hashicorp-vault";

    /// <summary>The kind: <see cref="AzureKeyVault"/> or <see cref="HashiCorpVault"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The section of environment.yml that this is, for messages.</summary>
    public string Section { get; init; } = "secrets.authority";

    /// <summary>Its address, https.</summary>
    public required Uri VaultUri { get; init; }

    /// <summary>How to sign in; never guessed.</summary>
    public required AuthorityLogin Login { get; init; }

    /// <summary>The secret map's file, relative to the project's root.</summary>
    public required string MapFile { get; init; }

    /// <summary>The scope of the map; <c>all</c> takes every row.</summary>
    public string Scope { get; init; } = SecretMap.AllScopes;

    /// <summary>Keys that steady state takes from the bundle: credentials to reach infrastructure, and nothing else. The login's own keys are among them.</summary>
    public ImmutableHashSet<SecretName> ConnectivityKeys { get; init; } = [];

    /// <summary>Whether a bootstrap that succeeds ends by writing the mapped keys of the bundle into the authority.</summary>
    public bool SeedAfterBootstrap { get; init; }

    /// <summary>
    /// Azure Key Vault: whether the SDK's check that the challenge names the vault's own domain is off. For <see cref="Tier.Local"/> alone, where
    /// the server is on loopback.
    /// </summary>
    public bool DisableChallengeResourceVerification { get; init; }

    /// <summary>The most requests at once.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>HashiCorp Vault: the mount of the key/value engine.</summary>
    public string Mount { get; init; } = "secret";

    /// <summary>HashiCorp Vault: the version of the key/value engine, 1 or 2.</summary>
    public int KvVersion { get; init; } = 2;

    /// <summary>HashiCorp Vault Enterprise: the namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}
