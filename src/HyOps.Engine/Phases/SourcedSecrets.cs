using System.Collections.Immutable;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>What a phase's source gave.</summary>
internal sealed record SourcedSecrets
{
    /// <summary>The values, of needed keys and of <see cref="OwnKeys"/>.</summary>
    public required SecretBundle Values { get; init; }

    /// <summary>What it found, in a line, for the operator.</summary>
    public required string Summary { get; init; }

    /// <summary>Where values came from that are not from the bundle.</summary>
    public ImmutableDictionary<SecretName, SecretOrigin> Origins { get; init; } = ImmutableDictionary<SecretName, SecretOrigin>.Empty;

    /// <summary>Keys that the source itself needs, to sign in: the operator's shell must agree with these too.</summary>
    public IReadOnlyCollection<SecretName> OwnKeys { get; init; } = [];

    /// <summary>The needed keys that the authority did not give, each with its reason.</summary>
    public ImmutableSortedDictionary<SecretName, UnsourcedKey> Unsourced { get; init; } = ImmutableSortedDictionary<SecretName, UnsourcedKey>.Empty;

    /// <summary>What the operator still has, where the authority gave nothing at all; null where it gave something.</summary>
    public string? Advice { get; init; }

    /// <summary>Where a value came from.</summary>
    public SecretOrigin OriginOf(SecretName name) => Origins.GetValueOrDefault(name, SecretOrigin.Bundle);
}

/// <summary>A key that the authority did not give.</summary>
/// <param name="Row">Its row of the secret map.</param>
/// <param name="Message">Why, in words that follow the name.</param>
/// <param name="Fix">What to do.</param>
internal sealed record UnsourcedKey(MappedSecret Row, string Message, string Fix);
