using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>What became of a key of the bundle.</summary>
public enum SyncOutcome
{
    /// <summary>It is new in the bundle (or would be).</summary>
    Added,

    /// <summary>It has the authority's value now (or would have).</summary>
    Changed,

    /// <summary>It had the authority's value already.</summary>
    Unchanged,

    /// <summary>The authority did not give it; then nothing at all was written.</summary>
    Unreadable,
}

/// <summary>What became of one key. No value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Reference">The secret in the authority.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SyncedKey(SecretName Name, SecretReference Reference, SyncOutcome Outcome)
{
    /// <summary>The version that was read.</summary>
    public string? Version { get; init; }

    /// <summary>What is wrong, in words that follow the secret's name; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What mends it.</summary>
    public string? Fix { get; init; }
}

/// <summary>What a sync did.</summary>
public sealed record SyncResult
{
    /// <summary>The authority's address.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The keys, in ordinal order.</summary>
    public required ImmutableArray<SyncedKey> Keys { get; init; }

    /// <summary>Whether the bundle was written.</summary>
    public bool Written { get; init; }

    /// <summary>What the operator should be told.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Whether every mapped secret could be read.</summary>
    public bool IsComplete => Keys.All(key => key.Outcome is not SyncOutcome.Unreadable);
}
