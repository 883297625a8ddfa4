using HyOps.Core.Redaction;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports;

namespace HyOps.Report.Tests;

/// <summary>Reports of the samples.</summary>
internal static class Reported
{
    public static RecordCheck Intact { get; } = new(RecordVerdict.Intact, "every byte is as it was written: 23 events, 14 files", []);

    /// <summary>The samples by name.</summary>
    public static IReadOnlyDictionary<string, Func<string, RunReading>> All { get; } = new Dictionary<string, Func<string, RunReading>>(StringComparer.Ordinal)
    {
        ["failing"] = Samples.Failing,
        ["interrupted"] = Samples.Interrupted,
        ["killed"] = Samples.Killed,
        ["one step"] = Samples.OneStep,
        ["forty steps"] = logs => Samples.Many(logs, 40),
        ["no step"] = Samples.Refused,
        ["recoveries"] = logs => SampleRecoveries.Write(logs),
    };

    public static string Of(string sample) => Of(All[sample]);

    public static string Of(Func<string, RunReading> sample, RecordCheck? check = null, Masker? masker = null)
    {
        using var folder = new TempFolder("record");
        var run = sample(folder.FullPath);
        return RunReport.Render(run, check ?? Intact, masker ?? new Masker(), RecoveryHistory.Beside(run));
    }
}
