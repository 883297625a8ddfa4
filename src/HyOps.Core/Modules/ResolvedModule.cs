using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>A contract with the operator's inputs laid over its defaults, and every rule of the env contract held.</summary>
public sealed record ResolvedModule
{
    /// <summary>The contract.</summary>
    public required ModuleContract Contract { get; init; }

    /// <summary>The inputs: defaults, overlaid by the operator's (maps merge, lists and scalars replace).</summary>
    public required ConfigMap Inputs { get; init; }

    /// <summary>required_env: the keys that must be present and not empty.</summary>
    public ImmutableSortedSet<SecretName> RequiredEnv { get; init; } = [];

    /// <summary>required_env_destroy: the same for destroying.</summary>
    public ImmutableSortedSet<SecretName> RequiredEnvDestroy { get; init; } = [];

    /// <summary>The active references: field path relative to inputs (<c>db_password_env</c>, <c>apps.netbox.db_password_env</c>) to the key that it names.</summary>
    public ImmutableSortedDictionary<string, SecretName> References { get; init; } = ImmutableSortedDictionary<string, SecretName>.Empty;

    /// <summary>load_vault_env.</summary>
    public bool LoadVaultEnv { get; init; }

    /// <summary>What a key holds: by the contract, else by its name.</summary>
    /// <param name="key">The key.</param>
    public SecretSpec SpecOf(SecretName key) => Contract.Secrets.GetValueOrDefault(key) ?? SecretKinds.ByName(key);
}
