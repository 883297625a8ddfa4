using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runbooks.History;

/// <summary>A recovery, or a drill of one, as the record of its last run tells it.</summary>
public sealed record PastRecovery
{
    private static readonly string[] Good = ["changed", "unchanged"];

    /// <summary>The record of its last run.</summary>
    public required RunRecord Record { get; init; }

    /// <summary>The ids of all its runs, in order, the last one being the record's. Some of them may have been on other machines.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>Whether it was a drill.</summary>
    public required bool IsDrill { get; init; }

    /// <summary>When its time began to count.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>What it took; null where its last run was stopped before that was known.</summary>
    public RecordedRecovery? Measured => Record.Recovery;

    /// <summary>The time until its service was healthy; null where it never was.</summary>
    public TimeSpan? RecoveryTime => Measured?.RecoveryTimeMs is { } ms and >= 0 ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>The target for it; null where there was none.</summary>
    public TimeSpan? Target => Measured?.RecoveryTimeTargetMs is { } ms and >= 0 ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>How it ended.</summary>
    public RecoveryOutcome Outcome => (ExitCode?)Record.ExitCode switch
    {
        ExitCode.Interrupted => RecoveryOutcome.Interrupted,
        ExitCode.Refused => RecoveryOutcome.Refused,
        ExitCode.Ok when RecoveryTime is null => RecoveryOutcome.NotHealthy,
        ExitCode.Ok or ExitCode.ToolFailed when HasMissed && Record.Steps.All(step => Good.Contains(step.Outcome)) => RecoveryOutcome.MissedTarget,
        ExitCode.Ok => RecoveryOutcome.Good,
        _ => RecoveryOutcome.Failed,
    };

    private bool HasMissed => RecoveryTime is not null && (Measured!.MetRecoveryTime is false || Measured.MetDataLoss is false);
}

/// <summary>How a recovery ended.</summary>
public enum RecoveryOutcome
{
    /// <summary>All steps were done, and no target was missed.</summary>
    Good,

    /// <summary>All steps were done; it took longer, or lost more, than it was to.</summary>
    MissedTarget,

    /// <summary>The steps that were asked for were done, and the service was not seen healthy: only a part of the runbook ran.</summary>
    NotHealthy,

    /// <summary>A step failed, or the clean-up of a drill left something.</summary>
    Failed,

    /// <summary>It was interrupted.</summary>
    Interrupted,

    /// <summary>A fence did not hold, or nobody approved a gate.</summary>
    Refused,
}
