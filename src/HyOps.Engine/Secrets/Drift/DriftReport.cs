using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>One key's comparison. No value, no length and nothing made of a value is in it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Reference">The secret in the authority.</param>
/// <param name="State">How bundle and authority are to each other.</param>
public sealed record DriftKey(SecretName Name, SecretReference Reference, DriftState State)
{
    /// <summary>How the break-glass file is to the authority, or to the bundle where the authority has no value; null where it was not read.</summary>
    public BreakGlassState? BreakGlass { get; init; }

    /// <summary>Why nothing can be said, in words that follow the secret's name; null where something can.</summary>
    public string? Problem { get; init; }

    /// <summary>What mends it.</summary>
    public string? Fix { get; init; }
}

/// <summary>How the break-glass file's copy is.</summary>
public enum BreakGlassState
{
    /// <summary>It has the same value.</summary>
    Same,

    /// <summary>It has another value.</summary>
    Different,

    /// <summary>It does not hold the key, which is as it should be for most: it holds the minimum.</summary>
    NotThere,
}

/// <summary>What a comparison found.</summary>
public sealed record DriftReport
{
    /// <summary>The authority's address.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The keys, in ordinal order.</summary>
    public required ImmutableArray<DriftKey> Keys { get; init; }

    /// <summary>How many keys of the bundle the map does not name: they are not compared.</summary>
    public int Unmapped { get; init; }

    /// <summary>Why the break-glass file was not read; null where it was, or where the environment has none.</summary>
    public UnreadBreakGlass? BreakGlassNotRead { get; init; }

    /// <summary>Whether anything differs or is missing.</summary>
    public bool HasDrift => Keys.Any(key => key.State is not (DriftState.Same or DriftState.Unreadable) || key.BreakGlass is BreakGlassState.Different);

    /// <summary>Whether everything could be compared.</summary>
    public bool IsComplete => Keys.All(key => key.State is not DriftState.Unreadable) && BreakGlassNotRead is not { IsThere: true };

    /// <summary>0: no drift. 13: drift. 21: not all could be compared, whatever the rest is like.</summary>
    public ExitCode ExitCode => !IsComplete ? ExitCode.SecretsFailed : HasDrift ? ExitCode.Refused : ExitCode.Ok;
}
