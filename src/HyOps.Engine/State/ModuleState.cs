using System.Text.Json.Nodes;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.State;

/// <summary>What is known of a module's instance between runs. It holds no secret.</summary>
public sealed record ModuleState
{
    /// <summary>Where it stands.</summary>
    public required ModuleStatus Status { get; init; }

    /// <summary>The run that wrote <see cref="Status"/>: where that is <see cref="ModuleStatus.Changing"/>, the one that began. Null in files of older versions.</summary>
    public string? StatusRun { get; init; }

    /// <summary>The run that published <see cref="Outputs"/>; null where nothing was published yet.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>The outputs of the last success; null where there was none.</summary>
    public JsonObject? Outputs { get; init; }

    /// <summary>Whether a step began, and its end is not known.</summary>
    public bool DidNotEnd => Status is ModuleStatus.Changing or ModuleStatus.Destroying;

    /// <summary>Whether others may rely on <see cref="Outputs"/>: a failure in order leaves those of the success before.</summary>
    public bool IsReliable => Status is ModuleStatus.Ok or ModuleStatus.Failed;

    /// <summary>Where an instance stands after an outcome.</summary>
    /// <param name="outcome">How the step ended.</param>
    public static ModuleStatus StatusAfter(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Unchanged or StepOutcome.Changed => ModuleStatus.Ok,
        StepOutcome.LockLeft or StepOutcome.StateUnsaved => ModuleStatus.Uncertain,
        _ => ModuleStatus.Failed,
    };

    /// <summary>The state after its status changed; the outputs stay.</summary>
    /// <param name="status">The new status.</param>
    /// <param name="run">The run that says so.</param>
    public ModuleState Now(ModuleStatus status, RunId run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return this with { Status = status, StatusRun = run.Value };
    }
}
