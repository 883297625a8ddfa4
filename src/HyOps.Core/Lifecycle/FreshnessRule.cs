namespace HyOps.Core.Lifecycle;

/// <summary>Something whose data a recovery rests on, a replica or a backup, and how old that may be: an entry of <c>freshness:</c>.</summary>
public sealed record FreshnessRule
{
    /// <summary>The measurement that its probe prints: <c>age_s=0.4</c>. Seconds, not below zero.</summary>
    public const string Measurement = "age_s";

    /// <summary>Its name, unique in the phase: <c>[a-z0-9][a-z0-9-]*</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Tells whether it is there, and measures its age.</summary>
    public required StepProbe Probe { get; init; }

    /// <summary>How old it may be.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>The step that takes the data; null where these are the phase's promotions or, where it has none, all its modules.</summary>
    public string? Step { get; init; }

    /// <summary>What its probe is told in <c>HYOPS_STEP</c>. No step's id holds a dot.</summary>
    public string ProbeId => $"freshness.{Name}";

    /// <summary>The steps that take the data: once each of them is done, its age says nothing more.</summary>
    /// <param name="plan">The whole phase.</param>
    public IReadOnlyList<PlanStep> TakenBy(PhasePlan plan)
    {
        var promotions = plan.Steps.Where(static step => step.Kind is StepKind.Promote).ToList();
        return Step is not null ? [.. plan.Steps.Where(step => step.Id == Step)] : promotions.Count > 0 ? promotions : plan.Steps;
    }
}
