using System.Globalization;
using HyOps.Core.Runs;

namespace HyOps.Presentation.Recovery;

/// <summary>What a recovery took and lost, in a line: <c>healthy after 41.3 s (target 300 s: met), 0 of 812 acknowledged rows lost (target 0 s: met)</c>.</summary>
internal static class RecoveryMeasured
{
    internal static string Of(RecordedRecovery recovery)
    {
        var time = recovery.RecoveryTimeMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"healthy after {ms / 1000.0:0.0} s") : "not healthy";
        return time + Against(recovery.RecoveryTimeTargetMs / 1000.0, recovery.MetRecoveryTime) + $", {Loss(recovery)}" + Against(recovery.DataLossTargetSeconds, recovery.MetDataLoss);
    }

    private static string Loss(RecordedRecovery recovery) => recovery switch
    {
        { RowsMissing: { } missing } => $"{missing} of {recovery.RowsAcknowledged?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} acknowledged rows lost",
        { DataLossSeconds: { } seconds } => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s of data lost"),
        _ => "loss of data not measured",
    };

    private static string Against(double? target, bool? met) =>
        target is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (target {target:0.#} s: {met switch { true => "met", false => "missed", _ => "not known" }})");
}
