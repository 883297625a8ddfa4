using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;

namespace HyOps.Engine.Init;

/// <summary>What an operator asks of <c>init</c>.</summary>
public sealed record InitOptions
{
    /// <summary>The target's name: <c>proxmox</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Asks nothing, even where a person could answer.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Checks and verifies, and writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Replaces credentials that are there and differ; the ones that are there are no source then.</summary>
    public bool Force { get; init; }

    /// <summary>An absolute directory that takes config/, credentials/ and meta/ instead of the runtime root.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>An absolute config file to read instead of the root's; it is never written.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Fields with their values, for this call; the first call writes them into the config. None may be a secret.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>Where the vault password comes from.</summary>
    public VaultPasswordOptions Password { get; init; } = new();

    /// <summary>Reserved keys that the bundle may hold in this environment (secrets.allow_reserved).</summary>
    public ImmutableHashSet<SecretName> AllowedReservedKeys { get; init; } = [];

    /// <summary>How long one request to the provider may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
