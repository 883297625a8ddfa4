using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;

namespace HyOps.Core.Plans;

/// <summary>What a driver would make of a step.</summary>
public sealed record DriverPlan
{
    /// <summary>What it would do.</summary>
    public required PlannedEffect Effect { get; init; }

    /// <summary>In a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>What else is to be known: why it waits.</summary>
    public string? Remark { get; init; }

    /// <summary>What stopped the planning; null where nothing did.</summary>
    public DriverOutcome? Stopped { get; init; }

    /// <summary>The resources that would change, or be read.</summary>
    public ImmutableArray<PlannedResource> Resources { get; init; } = [];

    /// <summary>The outputs that would change.</summary>
    public ImmutableArray<PlannedOutput> OutputChanges { get; init; } = [];

    /// <summary>What the policy said; null where there was no plan to judge.</summary>
    public PlanVerdict? Policy { get; init; }

    /// <summary>The outputs that are known already, and fit to be published.</summary>
    public JsonObject Outputs { get; init; } = [];

    /// <summary>Names of outputs that are known after the apply alone.</summary>
    public ImmutableArray<string> UnknownOutputs { get; init; } = [];

    /// <summary>Names of outputs held back because the tool marks them sensitive or because they hold a known secret.</summary>
    public ImmutableArray<string> WithheldOutputs { get; init; } = [];

    /// <summary>The tool's own plan, byte for byte; empty where it has none. It holds every secret in plain text: never for a disk.</summary>
    public ReadOnlyMemory<byte> File { get; init; }

    /// <summary>What the tool found changed outside of it, by address.</summary>
    public ImmutableSortedDictionary<string, DriftedObject> Drift { get; init; } = ImmutableSortedDictionary<string, DriftedObject>.Empty;

    /// <summary>What was planned, as the outcome of a step that did nothing.</summary>
    public DriverOutcome Outcome => Stopped ?? new DriverOutcome
    {
        Outcome = Effect switch { PlannedEffect.None => StepOutcome.Unchanged, PlannedEffect.Waits => StepOutcome.NotPlanned, _ => StepOutcome.Planned },
        Summary = Summary,
        Failure = Remark,
        Policy = Policy,
        Outputs = Outputs,
        WithheldOutputs = [.. WithheldOutputs.Union(UnknownOutputs, StringComparer.Ordinal)],
    };
}
