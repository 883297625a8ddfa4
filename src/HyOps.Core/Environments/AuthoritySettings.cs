using HyOps.Core.Problems;

namespace HyOps.Core.Environments;

/// <summary>secrets.authority of environment.yml: where steady state takes secrets from.</summary>
/// <param name="Kind">The kind: <c>azure-key-vault</c> or <c>hashicorp-vault</c>.</param>
/// <param name="VaultUri">Its address, https.</param>
/// <param name="Map">The secret map's file, relative to the project's root; null where keys are not mapped.</param>
/// <param name="Scope">The scope of the map; <c>all</c> by default.</param>
/// <param name="Location">Where it stands.</param>
public sealed record AuthoritySettings(string Kind, Uri VaultUri, string? Map, string Scope, SourceLocation Location);
