using System.Collections.Immutable;

namespace HyOps.Core.Plans;

/// <summary>A phase's plan: what a run made, or applied, of it.</summary>
public sealed record PlanReport
{
    /// <summary>The plan's id; null where there is nothing to apply, or it may not be, so that nothing was sealed.</summary>
    public string? Id { get; init; }

    /// <summary>The phase.</summary>
    public required string Phase { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ceases to be good; null where nothing was sealed.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What each step would do, in plan order.</summary>
    public required ImmutableArray<StepReview> Steps { get; init; }
}
