using System.Globalization;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// Measures a recovery: until its last <c>verify</c> step is green, not until the last command ended; and what was lost, as the probes counted it:
/// <c>rows_acknowledged</c>, <c>rows_missing</c>, <c>data_loss_s</c>.
/// </summary>
internal static class RecoveryMeasure
{
    public static RecordedRecovery Of(PhasePlan plan, IReadOnlyList<StepResult> results, DateTimeOffset began, bool isDrill, string? resumes)
    {
        var recovered = RecoveredAt(plan, results);
        var time = recovered - began;
        var (target, missing) = (plan.Targets, (long?)Last(results, "rows_missing"));
        var loss = Last(results, "data_loss_s") ?? (missing is 0 ? 0 : null);
        return new RecordedRecovery
        {
            Mode = isDrill ? "drill" : "real",
            Resumes = resumes,
            Began = began,
            Recovered = recovered,
            RecoveryTimeMs = (long?)time?.TotalMilliseconds,
            RecoveryTimeTargetMs = (long?)target?.RecoveryTime?.TotalMilliseconds,
            RowsAcknowledged = (long?)Last(results, "rows_acknowledged"),
            RowsMissing = missing,
            DataLossSeconds = loss,
            DataLossTargetSeconds = target?.DataLoss?.TotalSeconds,
            MetRecoveryTime = target?.RecoveryTime is not { } limit ? null : time is null ? false : time <= limit,

            // Rows that are gone break a target of nothing lost, however young they were.
            MetDataLoss = target?.DataLoss is not { } most ? null : missing > 0 && most == TimeSpan.Zero ? false : loss <= most.TotalSeconds,
        };
    }

    private static DateTimeOffset? RecoveredAt(PhasePlan plan, IReadOnlyList<StepResult> results)
    {
        var verified = plan.Runbook.Where(step => step.Kind is StepKind.Verify).Select(step => results.FirstOrDefault(result => result.Step == step.Id)).ToList();
        return verified.Count > 0 && verified.All(result => result is { Succeeded: true }) ? verified.Max(result => result!.Started + result.Duration) : null;
    }

    private static double? Last(IReadOnlyList<StepResult> results, string name) =>
        results.LastOrDefault(result => result.Measured.ContainsKey(name)) is { } found && double.TryParse(found.Measured[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
