using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>What became of a secret in the authority.</summary>
public enum PushOutcome
{
    /// <summary>It is new there (or would be).</summary>
    Created,

    /// <summary>It has a new version with the bundle's value (or would have).</summary>
    Updated,

    /// <summary>It had the bundle's value already; no version was made.</summary>
    Unchanged,

    /// <summary>It has another value there, which the bundle was never in step with; it stays, unless told otherwise.</summary>
    Newer,

    /// <summary>The map pins its version: a new one would be of no use.</summary>
    Pinned,

    /// <summary>The bundle has no value for it.</summary>
    NotInBundle,

    /// <summary>It could not be compared or written.</summary>
    Failed,
}

/// <summary>What became of one key. No value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Reference">The secret in the authority.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record PushedKey(SecretName Name, SecretReference Reference, PushOutcome Outcome)
{
    /// <summary>The version that holds the bundle's value now, or the one that is in the way.</summary>
    public string? Version { get; init; }

    /// <summary>What is wrong, in words that follow the secret's name; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What mends it.</summary>
    public string? Fix { get; init; }
}

/// <summary>What a push did.</summary>
public sealed record PushResult
{
    /// <summary>The authority's address.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The keys, in ordinal order.</summary>
    public required ImmutableArray<PushedKey> Keys { get; init; }

    /// <summary>Whether nothing was refused and nothing failed.</summary>
    public bool IsComplete => Keys.All(key => key.Problem is null);
}
