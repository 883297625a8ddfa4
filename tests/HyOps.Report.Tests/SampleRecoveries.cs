using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Report.Tests;

/// <summary>Recoveries of one environment over a year: drills that got faster, one that missed, one in earnest over two runs, one that nobody can rely on.</summary>
internal static class SampleRecoveries
{
    /// <summary>Writes them; the last one, a drill with a step over its budget, is the one that is read.</summary>
    public static RunReading Write(string logs, string environment = "site")
    {
        One(logs, environment, -300, seconds: 402);
        One(logs, environment, -240, seconds: 377);
        One(logs, environment, -200, seconds: 961, missing: 3);
        Never(logs, environment, -170);
        One(logs, environment, -150, seconds: 344);
        var stopped = Never(logs, environment, -92.01, real: true);
        One(logs, environment, -92, seconds: 521, resumes: stopped);
        One(logs, environment, -60, seconds: 288);
        new SampleRun(logs, "dr", environment, SampleRun.Start.AddDays(-40)) { Killed = true }
            .With(record => record with { Recovery = Measured(record.Started, null) }).Step("primary-down", StepReading.NoEnd, "", 2, 4).Write(ExitCode.Ok);
        One(logs, environment, -30, seconds: 251);
        return One(logs, environment, 0, seconds: 264.3);
    }

    /// <summary>A drill, or a recovery in earnest that goes on with a run that stopped.</summary>
    public static RunReading One(string logs, string environment, double day, double seconds, long missing = 0, RunReading? resumes = null)
    {
        var missed = seconds > 900 || missing > 0;
        return new SampleRun(logs, "dr", environment, SampleRun.Start.AddDays(day))
            .With(record => record with { Recovery = Measured(record.Started, seconds, missing, resumes) })
            .Step("primary-down", "unchanged", "no answer from 10.0.1.5:5432 (asked 3 times)", 2, 6.2, budget: 60)
            .Step("promote", "changed", "1 changed", 8.3, seconds * 0.6, "primary-down", budget: 120)
            .Step("dns", "changed", "1 changed", 8.4 + (seconds * 0.6), 11.4, "promote", budget: 30)
            .Step("service", "unchanged", "812 of 812 rows arrive (asked 9 times)", 19.9 + (seconds * 0.6), (seconds * 0.4) - 19.9, "dns", budget: 300)
            .Write(missed && resumes is null ? ExitCode.ToolFailed : ExitCode.Ok);
    }

    private static RunReading Never(string logs, string environment, double day, bool real = false) =>
        new SampleRun(logs, "dr", environment, SampleRun.Start.AddDays(day))
            .With(record => record with { Recovery = Measured(record.Started, null) with { Mode = real ? "real" : "drill" } })
            .Step("primary-down", "unchanged", "no answer", 2, 6.2, budget: 60)
            .Step("promote", "failed", "failed", 8.3, 40, "primary-down", "the replica is behind", budget: 120)
            .Step("dns", "not-run", "", 0, 0, "promote", "promote failed, which it needs")
            .Write(ExitCode.ToolFailed);

    private static RecordedRecovery Measured(DateTimeOffset started, double? seconds, long missing = 0, RunReading? resumes = null)
    {
        var began = resumes?.Record.Recovery!.Began ?? started.AddSeconds(1.4);
        DateTimeOffset? recovered = seconds is { } took ? started.AddSeconds(1.4 + took) : null;
        return new RecordedRecovery
        {
            Mode = resumes is null ? "drill" : "real",
            Resumes = resumes?.Record.RunId,
            Began = began,
            Recovered = recovered,
            RecoveryTimeMs = (long?)(recovered - began)?.TotalMilliseconds,
            RecoveryTimeTargetMs = 900_000,
            RowsAcknowledged = seconds is null ? null : 812,
            RowsMissing = seconds is null ? null : missing,
            DataLossSeconds = seconds is null ? null : missing * 1.5,
            DataLossTargetSeconds = 0,
            MetRecoveryTime = recovered is not null && recovered - began <= TimeSpan.FromMinutes(15),
            MetDataLoss = seconds is null ? null : missing == 0,
        };
    }
}
