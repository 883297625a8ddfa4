using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;

namespace HyOps.Core.Runs;

/// <summary>How a run ended.</summary>
public sealed record RunSummary
{
    /// <summary>The run.</summary>
    public required RunId Id { get; init; }

    /// <summary>The phase's or verb's word.</summary>
    public required string Verb { get; init; }

    /// <summary><c>destroy</c> where the steps were removed; null where they were brought up.</summary>
    public string? Action { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The options that name the same environment in another command: <c>--env drill --root /srv/drill</c>.</summary>
    public string Selector { get; init; } = "";

    /// <summary>The command that runs the same again: <c>hyops run bootstrap --env drill</c>.</summary>
    public string RunAgain { get; init; } = "";

    /// <summary>The steps, in plan order.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>The secrets that the run left where they must not be: it has failed, whatever its steps did.</summary>
    public IReadOnlyList<Leak> Leaks { get; init; } = [];

    /// <summary>What the recovery took; null where the run was none.</summary>
    public RecordedRecovery? Recovery { get; init; }

    /// <summary>The command that goes on where the run stopped; null where there is nothing to go on with.</summary>
    public string? Resume { get; init; }

    /// <summary>The copy of the recovery's journal that is kept beside a shared lease; null where none is.</summary>
    public RecordedJournalCopy? JournalCopy { get; init; }

    /// <summary>The plan that the run made or applied; null where it did neither.</summary>
    public PlanReport? Plan { get; init; }

    /// <summary>Where the record is.</summary>
    public required string RecordDirectory { get; init; }

    /// <summary>How long the whole run took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The exit code of the host.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>Why the record is not signed although it should be; null where it is, or where nobody asked.</summary>
    public string? SigningFailure { get; init; }

    /// <summary>The exit code that the steps' outcomes stand for.</summary>
    /// <param name="steps">The steps.</param>
    public static ExitCode CodeOf(IReadOnlyCollection<StepResult> steps) =>
        steps.Any(step => step.Outcome is StepOutcome.LockLeft or StepOutcome.StateUnsaved) ? ExitCode.ToolFailed
        : steps.Any(step => step.Outcome is StepOutcome.Interrupted) ? ExitCode.Interrupted
        : steps.Any(step => step.Outcome is StepOutcome.Failed or StepOutcome.Unreachable) ? ExitCode.ToolFailed
        : steps.Any(step => step.Outcome is StepOutcome.Refused) ? ExitCode.Refused
        : steps.Any(step => step.Outcome is StepOutcome.NotRun) ? ExitCode.Interrupted
        : ExitCode.Ok;
}
