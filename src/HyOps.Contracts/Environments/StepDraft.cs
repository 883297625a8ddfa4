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
internal sealed record PhaseDraft(Phase Phase, RecoveryTargets? Targets, ImmutableArray<StepDraft> Steps, SourceLocation Location);

/// <summary>A step as environment.yml says it.</summary>
internal sealed record StepDraft
{
    /// <summary>Its path, for messages: <c>phases.bootstrap.steps[2]</c>.</summary>
    public required string Path { get; init; }

    public required string Id { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>The module as written, or null where the step names none.</summary>
    public required string? Module { get; init; }

    public required SourceLocation ModuleLocation { get; init; }

    /// <summary>The inputs file as written, relative to the environment's folder.</summary>
    public required string? Inputs { get; init; }

    public required SourceLocation InputsLocation { get; init; }

    /// <summary>The ids under needs, each with its place.</summary>
    public required ImmutableArray<ConfigScalar> Needs { get; init; }

    /// <summary>with: wires and literals by top-level input.</summary>
    public required ConfigMap? With { get; init; }
}
