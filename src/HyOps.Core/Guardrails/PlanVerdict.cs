using System.Collections.Immutable;

namespace HyOps.Core.Guardrails;

/// <summary>What the plan policy made of one step's plan: all that it looked at, and what it said about it. Addresses and words, never values.</summary>
public sealed record PlanVerdict
{
    /// <summary>How many objects the plan creates; a replaced one is in <see cref="Replaced"/> alone.</summary>
    public int Created { get; init; }

    /// <summary>How many it updates in place.</summary>
    public int Updated { get; init; }

    /// <summary>How many it replaces, in either order.</summary>
    public int Replaced { get; init; }

    /// <summary>How many it deletes.</summary>
    public int Deleted { get; init; }

    /// <summary>How many it stops managing, whether or not it creates another in their place.</summary>
    public int Forgotten { get; init; }

    /// <summary>How many attributes and outputs are known only after the apply, so that nobody can say whether a secret will be in them.</summary>
    public int Unknown { get; init; }

    /// <summary>How many rules of environment.yml were asked.</summary>
    public int Rules { get; init; }

    /// <summary>What was refused, warned of, or allowed by name or by reason; by decision, then in the plan's order.</summary>
    public ImmutableArray<PlanFinding> Findings { get; init; } = [];

    /// <summary>Whether the plan must not be applied.</summary>
    public bool IsRefused => Findings.Any(static finding => finding.Decision is PlanDecision.Refused);

    /// <summary>The findings of one kind.</summary>
    /// <param name="decision">The kind.</param>
    public IEnumerable<PlanFinding> Of(PlanDecision decision) => Findings.Where(finding => finding.Decision == decision);
}
