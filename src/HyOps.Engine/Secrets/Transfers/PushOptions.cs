using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>What to write from the bundle into the authority.</summary>
public sealed record PushOptions
{
    /// <summary>The mapped keys; none means all rows of the map that the bundle has a value for.</summary>
    public ImmutableArray<SecretName> Keys { get; init; } = [];

    /// <summary><c>--overwrite</c>: replace also what is newer in the authority, or was never seen, or cannot be compared.</summary>
    public bool Overwrite { get; init; }

    /// <summary><c>--dry-run</c>: only say what would be done.</summary>
    public bool DryRun { get; init; }
}
