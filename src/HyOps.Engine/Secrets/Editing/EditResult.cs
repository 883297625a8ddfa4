using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Editing;

/// <summary>What an edit did to a key.</summary>
public enum EditOutcome
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has another value now.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>What became of one key. No value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">What is odd about its value, in words that follow the key's name; null where nothing is.</param>
public sealed record EditedKey(SecretName Name, EditOutcome Outcome, string? Problem);

/// <summary>What <c>edit</c> did.</summary>
/// <param name="Keys">The keys that changed, in ordinal order.</param>
/// <param name="Written">Whether the bundle was written; comments alone may have changed.</param>
/// <param name="Notices">What the operator should be told.</param>
public sealed record EditResult(ImmutableArray<EditedKey> Keys, bool Written, ImmutableArray<string> Notices);
