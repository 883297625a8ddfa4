using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>A step of a phase: one that runs a module, one that asks a probe, or one that asks a person.</summary>
public abstract record PhaseStep
{
    /// <summary>The step's id, unique in its phase: <c>[a-z0-9][a-z0-9-]*</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where environment.yml says it.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>What it is for.</summary>
    public StepKind Kind { get; init; }

    /// <summary>The steps that must have succeeded before.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>How long it should take; null where nothing is said. A step that changes something is told of when it takes longer, and never cut off.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What it runs, for people: its module, or its kind.</summary>
    public abstract string Title { get; }

    /// <summary>The keys that it needs.</summary>
    public abstract IEnumerable<SecretName> RequiredKeys { get; }
}
