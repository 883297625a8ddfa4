using System.Collections.Immutable;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>A step that runs a module, with its resolved inputs. Its id is also the name of the module's instance.</summary>
public sealed record PlanStep : PhaseStep
{
    /// <summary>The module, with its inputs.</summary>
    public required ResolvedModule Module { get; init; }

    /// <summary>The operator's inputs file, as shown to people; null where the step has none.</summary>
    public string? InputsFile { get; init; }

    /// <summary>Inputs that come from earlier steps' outputs; those steps are among <see cref="PhaseStep.Needs"/>.</summary>
    public ImmutableArray<Wire> Wires { get; init; } = [];

    /// <summary>Tells whether the step is done already: asked before it, and again after it; null where nothing can tell.</summary>
    public StepProbe? Check { get; init; }

    /// <summary>The step that proves the old primary dead or fenced, for a promotion; null for any other.</summary>
    public string? Fence { get; init; }

    /// <summary>How it is undone, in a sentence for people; null where it cannot be.</summary>
    public string? Undo { get; init; }

    /// <inheritdoc/>
    public override string Title => Module.Contract.ModuleRef.Value;

    /// <inheritdoc/>
    public override IEnumerable<SecretName> RequiredKeys => Check is null ? Module.RequiredEnv : Module.RequiredEnv.Union(Check.Keys);
}

/// <summary>An input whose value is an earlier step's output: <c>image_path: "${steps.image.outputs.image_path}"</c>.</summary>
/// <param name="Input">The top-level input field that is set.</param>
/// <param name="FromStep">The step's id.</param>
/// <param name="Output">The name of its published output.</param>
public sealed record Wire(string Input, string FromStep, string Output);
