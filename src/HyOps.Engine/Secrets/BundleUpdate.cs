using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>What a change of the bundle did.</summary>
public sealed record BundleUpdate
{
    /// <summary>The bundle as it is now.</summary>
    public required SecretBundle Bundle { get; init; }

    /// <summary>Whether the file was written; a change that changes nothing leaves it alone.</summary>
    public required bool Written { get; init; }

    /// <summary>What the operator should be told: a bundle or a password was created.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
