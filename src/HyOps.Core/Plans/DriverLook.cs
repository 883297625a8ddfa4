using System.Collections.Immutable;
using HyOps.Core.Drivers;

namespace HyOps.Core.Plans;

/// <summary>What is no longer as it was when a plan was made.</summary>
public sealed record DriverLook
{
    /// <summary>What stopped the look; null where nothing did.</summary>
    public DriverOutcome? Stopped { get; init; }

    /// <summary>Differences that forbid to apply the plan, each in words.</summary>
    public ImmutableArray<string> Refusals { get; init; } = [];

    /// <summary>Differences beside the plan, each in words.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
