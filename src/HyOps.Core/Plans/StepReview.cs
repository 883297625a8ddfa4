using System.Collections.Immutable;
using HyOps.Core.Guardrails;

namespace HyOps.Core.Plans;

/// <summary>What one step would do, for the person who approves it. All texts are masked.</summary>
public sealed record StepReview
{
    /// <summary>The step's id.</summary>
    public required string Step { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its tool with the version; empty where none was asked.</summary>
    public string Tool { get; init; } = "";

    /// <summary>What it would do.</summary>
    public required PlannedEffect Effect { get; init; }

    /// <summary>In a few words: <c>1 to add, 0 to change, 0 to destroy</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>What else is to be known: why it waits, why it is refused.</summary>
    public string? Remark { get; init; }

    /// <summary>The resources that would change, or be read.</summary>
    public ImmutableArray<PlannedResource> Resources { get; init; } = [];

    /// <summary>The outputs that would change.</summary>
    public ImmutableArray<PlannedOutput> Outputs { get; init; } = [];

    /// <summary>What the policy said; null where there was no plan to judge.</summary>
    public PlanVerdict? Policy { get; init; }

    /// <summary>Whether applying the plan does something here.</summary>
    public bool Does => Effect is PlannedEffect.Apply or PlannedEffect.Build or PlannedEffect.Run;
}
