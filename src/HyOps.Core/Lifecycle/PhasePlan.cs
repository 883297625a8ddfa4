using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>A phase as a graph of steps without cycles, in an order in which every step comes after what it needs.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Runbook">All steps, sorted topologically, ties in the order written.</param>
public sealed record PhasePlan(Phase Phase, ImmutableArray<PhaseStep> Runbook)
{
    /// <summary>A phase of modules alone.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="steps">Its steps, in order.</param>
    public PhasePlan(Phase phase, ImmutableArray<PlanStep> steps)
        : this(phase, [.. steps.Cast<PhaseStep>()])
    {
    }

    /// <summary>The steps that run a module, in the same order.</summary>
    public ImmutableArray<PlanStep> Steps => [.. Runbook.OfType<PlanStep>()];

    /// <summary>How long the phase may take, and how much data it may lose; dr only.</summary>
    public RecoveryTargets? Targets { get; init; }

    /// <summary>How the recovery is rehearsed; null where it is not.</summary>
    public DrillSettings? Drill { get; init; }

    /// <summary>What the recovery rests on, and how old that may be; dr only.</summary>
    public ImmutableArray<FreshnessRule> Freshness { get; init; } = [];

    /// <summary>The keys that its steps and its probes need.</summary>
    public IEnumerable<SecretName> RequiredKeys => Runbook.SelectMany(static step => step.RequiredKeys).Concat(Freshness.SelectMany(static rule => rule.Probe.Keys));
}

/// <summary>targets of the dr phase.</summary>
/// <param name="RecoveryTime">How long recovery may take until the service is healthy; null where no target is set.</param>
/// <param name="DataLoss">How far back the recovered data may lie; null where no target is set.</param>
public sealed record RecoveryTargets(TimeSpan? RecoveryTime, TimeSpan? DataLoss);
