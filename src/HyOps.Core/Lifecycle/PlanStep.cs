using System.Collections.Immutable;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Core.Lifecycle;

/// <summary>A step of a phase: one module with its resolved inputs and what it waits for.</summary>
public sealed record PlanStep
{
    /// <summary>The step's id, unique in its phase: <c>[a-z0-9][a-z0-9-]*</c>. Also the name of the module's instance.</summary>
    public required string Id { get; init; }

    /// <summary>Where environment.yml says it.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The module, with its inputs.</summary>
    public required ResolvedModule Module { get; init; }

    /// <summary>The steps that must have succeeded before: those of <c>needs</c>, and those that <c>with</c> takes outputs from.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>The operator's inputs file, as shown to people; null where the step has none.</summary>
    public string? InputsFile { get; init; }

    /// <summary>Inputs that come from earlier steps' outputs.</summary>
    public ImmutableArray<Wire> Wires { get; init; } = [];
}

/// <summary>An input whose value is an earlier step's output: <c>image_path: "${steps.image.outputs.image_path}"</c>.</summary>
/// <param name="Input">The top-level input field that is set.</param>
/// <param name="FromStep">The step's id.</param>
/// <param name="Output">The name of its published output.</param>
public sealed record Wire(string Input, string FromStep, string Output);
