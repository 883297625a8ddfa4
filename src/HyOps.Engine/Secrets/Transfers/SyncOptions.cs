using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>What to take from the authority into the bundle.</summary>
public sealed record SyncOptions
{
    /// <summary>The mapped keys; none means all rows of the map.</summary>
    public ImmutableArray<SecretName> Keys { get; init; } = [];

    /// <summary><c>--dry-run</c>: only say what would be done.</summary>
    public bool DryRun { get; init; }
}
