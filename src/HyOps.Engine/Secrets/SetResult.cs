using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>What became of a key.</summary>
public enum SetOutcome
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has another value now.</summary>
    Changed,

    /// <summary>It had this value already.</summary>
    Unchanged,
}

/// <summary>What became of one key. No value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">What is odd about the value, in words that follow the key's name; null where nothing is.</param>
public sealed record SetKey(SecretName Name, SetOutcome Outcome, string? Problem);

/// <summary>What <c>set</c> did.</summary>
/// <param name="Keys">The keys, in the order given.</param>
/// <param name="Notices">What the operator should be told.</param>
public sealed record SetResult(ImmutableArray<SetKey> Keys, ImmutableArray<string> Notices);
