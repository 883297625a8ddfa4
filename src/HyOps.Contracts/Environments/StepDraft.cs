using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>A phase as environment.yml says it.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Targets">Its targets, if any.</param>
/// <param name="Steps">Its steps, in the order written.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record PhaseDraft(Phase Phase, RecoveryTargets? Targets, ImmutableArray<StepDraft> Steps, SourceLocation Location)
{
    /// <summary>How it is rehearsed, if at all.</summary>
    public DrillSettings? Drill { get; init; }

    /// <summary>What it rests on.</summary>
    public ImmutableArray<FreshnessRule> Freshness { get; init; } = [];
}

/// <summary>A step as environment.yml says it.</summary>
internal sealed record StepDraft
{
    /// <summary>Its path, for messages: <c>phases.bootstrap.steps[2]</c>.</summary>
    public required string Path { get; init; }

    public required string Id { get; init; }

    public required SourceLocation Location { get; init; }

    public StepKind Kind { get; init; }

    /// <summary>The module as written, or null where the step names none.</summary>
    public string? Module { get; init; }

    public SourceLocation ModuleLocation { get => field ?? Location; init; }

    /// <summary>The inputs file as written, relative to the environment's folder.</summary>
    public string? Inputs { get; init; }

    public SourceLocation InputsLocation { get => field ?? Location; init; }

    /// <summary>The ids under needs, each with its place.</summary>
    public required ImmutableArray<ConfigScalar> Needs { get; init; }

    /// <summary>with: wires and literals by top-level input.</summary>
    public ConfigMap? With { get; init; }

    public TimeSpan? Budget { get; init; }

    public StepProbe? Probe { get; init; }

    public StepProbe? Check { get; init; }

    public TimeSpan? Every { get; init; }

    public string? Fence { get; init; }

    public SourceLocation? FenceLocation { get; init; }

    public string? Undo { get; init; }

    public string? Question { get; init; }

    public TimeSpan? Expires { get; init; }
}
