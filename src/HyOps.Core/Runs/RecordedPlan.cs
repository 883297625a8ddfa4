using HyOps.Core.Guardrails;

namespace HyOps.Core.Runs;

/// <summary>What a step's plan would do, and what the plan policy said of it. Addresses and words, masked; never values.</summary>
public sealed record RecordedPlan
{
    /// <summary>Objects to make, without the replaced ones.</summary>
    public int Created { get; init; }

    /// <summary>Objects to change in place.</summary>
    public int Updated { get; init; }

    /// <summary>Objects to replace.</summary>
    public int Replaced { get; init; }

    /// <summary>Objects to destroy, without the replaced ones.</summary>
    public int Deleted { get; init; }

    /// <summary>Objects that are no longer managed.</summary>
    public int Forgotten { get; init; }

    /// <summary>Attributes and outputs that only the apply made known: nobody could look for secrets in them.</summary>
    public int Unknown { get; init; }

    /// <summary>How many rules of environment.yml were asked.</summary>
    public int Rules { get; init; }

    /// <summary>What was refused, warned of, or allowed.</summary>
    public IReadOnlyList<RecordedFinding> Findings { get; init; } = [];

    /// <summary>A verdict, for the record.</summary>
    /// <param name="verdict">The verdict; null where there was none.</param>
    public static RecordedPlan? Of(PlanVerdict? verdict) => verdict is null ? null : new RecordedPlan
    {
        Created = verdict.Created,
        Updated = verdict.Updated,
        Replaced = verdict.Replaced,
        Deleted = verdict.Deleted,
        Forgotten = verdict.Forgotten,
        Unknown = verdict.Unknown,
        Rules = verdict.Rules,
        Findings = [.. verdict.Findings.Select(RecordedFinding.Of)],
    };
}

/// <summary>One thing that the plan policy had to say.</summary>
/// <param name="Decision"><c>refused</c>, <c>warned</c> or <c>allowed</c>.</param>
/// <param name="Guard">The guard: <c>protect</c>, <c>max-destroy</c>, <c>allow-destroy</c>, <c>rule</c>, <c>secret</c>, <c>moved</c>.</param>
/// <param name="Address">The object.</param>
/// <param name="Attribute">The attribute that it is about; null where it is about the whole object.</param>
/// <param name="Action">What the plan does to the object.</param>
/// <param name="Why">Why.</param>
public sealed record RecordedFinding(string Decision, string Guard, string Address, string? Attribute, string Action, string Why)
{
    /// <summary>A finding, for the record.</summary>
    /// <param name="finding">The finding.</param>
    public static RecordedFinding Of(PlanFinding finding) =>
        new(finding.Decision.ToString().ToLowerInvariant(), finding.Guard, finding.Address, finding.Attribute, finding.Action, finding.Why);
}
