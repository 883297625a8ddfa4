using System.Globalization;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks.History;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Recovery;

/// <summary>Past recoveries in words, the same on a terminal and in a report.</summary>
internal static class HistoryWords
{
    private const int MostNamed = 5;
    private const int ShortCommit = 10;

    internal static string KindOf(PastRecovery recovery) => recovery.IsDrill ? "drill" : "real";

    internal static string Of(RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.Good => "good",
        RecoveryOutcome.MissedTarget => "missed a target",
        RecoveryOutcome.NotHealthy => "not seen healthy",
        RecoveryOutcome.Interrupted => "interrupted",
        RecoveryOutcome.Refused => "refused",
        _ => "failed",
    };

    internal static TextStyle StyleOf(RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.Good => TextStyle.Good,
        RecoveryOutcome.NotHealthy or RecoveryOutcome.Interrupted => TextStyle.Warning,
        _ => TextStyle.Bad,
    };

    internal static string TimeOf(PastRecovery recovery) =>
        recovery.RecoveryTime is { } time ? Elapsed.Of(time) : recovery.Measured is null ? "not measured" : "not healthy";

    internal static string TargetOf(PastRecovery recovery) => recovery.Target is { } target ? Elapsed.Of(target) : "none";

    /// <summary><c>0 of 812 rows</c>, <c>3 of 812 rows, 2.5 s (target 0 s: missed)</c>, <c>not measured</c>.</summary>
    internal static string LossOf(RecordedRecovery? measured) =>
        LostBy(measured) + (measured is { MetDataLoss: false, DataLossTargetSeconds: { } target } ? string.Create(CultureInfo.InvariantCulture, $" (target {target:0.#} s: missed)") : "");

    /// <summary>The same without the target.</summary>
    internal static string LostBy(RecordedRecovery? measured) => measured switch
    {
        { RowsMissing: { } rows } => RowsOf(rows, measured.RowsAcknowledged) + (measured.DataLossSeconds is > 0 and var seconds ? $", {SecondsOf(seconds)}" : ""),
        { DataLossSeconds: { } seconds } => SecondsOf(seconds),
        _ => "not measured",
    };

    internal static string CommitOf(RunRecord record) =>
        record.Git is not { } git ? "" : git.Commit[..Math.Min(ShortCommit, git.Commit.Length)] + (git.Dirty ? ", local changes" : "");

    /// <summary>What a reader must know beside the table: what is not in it, and why.</summary>
    internal static IEnumerable<string> Notes(RecoveryHistory history)
    {
        if (history.Running.Count > 0)
        {
            yield return $"{Counted(history.Running.Count, "recovery goes", "recoveries go")} on now: {Named([.. history.Running])}";
        }

        if (history.LeftOut.Count > 0)
        {
            yield return $"{Counted(history.LeftOut.Count, "record", "records")} could not be read, and {(history.LeftOut.Count == 1 ? "is" : "are")} left out: "
                + Named([.. history.LeftOut.Select(run => $"{run.Run} ({(run.IsTorn ? "cut off" : "changed")})")]);
        }

        if (history.HasOlder)
        {
            yield return $"the newest {RecoveryHistory.Most} at most; there are older ones";
        }
    }

    private static string RowsOf(long missing, long? acknowledged) => string.Create(CultureInfo.InvariantCulture, $"{missing} of {acknowledged?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} rows");

    private static string SecondsOf(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s");

    private static string Counted(int count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNamed} more") : "");
}
