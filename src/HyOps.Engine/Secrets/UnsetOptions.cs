using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>What to take out of the bundle.</summary>
public sealed record UnsetOptions
{
    /// <summary>The keys; at least one.</summary>
    public required ImmutableArray<SecretName> Keys { get; init; }

    /// <summary><c>--if-present</c>: a key that is not there is fine.</summary>
    public bool IfPresent { get; init; }
}
