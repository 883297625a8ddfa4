using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>What became of a key.</summary>
public enum EnsureOutcome
{
    /// <summary>It was missing, and has a generated value now (or would have).</summary>
    Generated,

    /// <summary>It was there, and has another generated value now (or would have).</summary>
    Replaced,

    /// <summary>It was there and stays.</summary>
    Kept,

    /// <summary>It is missing (or was to be replaced) and is nothing that can be invented.</summary>
    Refused,
}

/// <summary>What became of one key. No value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record EnsuredKey(SecretName Name, EnsureOutcome Outcome)
{
    /// <summary>The generated value's characters.</summary>
    public int Length { get; init; }

    /// <summary>What is wrong, in words that follow the key's name; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>The command that mends it.</summary>
    public string? Fix { get; init; }
}

/// <summary>What <c>ensure</c> did.</summary>
public sealed record EnsureResult
{
    /// <summary>The keys, in the order asked.</summary>
    public required ImmutableArray<EnsuredKey> Keys { get; init; }

    /// <summary>What the operator should be told.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Whether every key is there now.</summary>
    public bool IsComplete => Keys.All(key => key.Outcome != EnsureOutcome.Refused);
}
