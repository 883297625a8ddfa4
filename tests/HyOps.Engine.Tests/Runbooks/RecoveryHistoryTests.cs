using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs;
using HyOps.Engine.Tests.Phases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class RecoveryHistoryTests : IDisposable
{
    private static readonly RunbookOptions Drill = new() { Drill = true };

    private readonly Recovery recovery = new();

    private string Logs => LogsOf(recovery);

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task Drills_and_real_ones_are_told_apart_newest_last_and_nothing_else_is_among_them()
    {
        var drill = await recovery.RunAsync(Drill);
        recovery.Flag("down");
        await recovery.RunAsync(new RunbookOptions { DryRun = true });
        var real = await recovery.RunAsync();

        var history = Read();

        Assert.Equal([(drill.Id.Value, true), (real.Id.Value, false)], history.Recoveries.Select(one => (one.Record.RunId, one.IsDrill)));
        Assert.All(history.Recoveries, one => Assert.Equal((RecoveryOutcome.Good, one.Measured!.Began), (one.Outcome, one.Began)));
        Assert.Equal((0, 0, false), (history.LeftOut.Count, history.Running.Count, history.HasOlder));
        Assert.Empty(RecoveryHistory.Read(Logs, "other", Phase.Dr).Recoveries);
        Assert.Empty(RecoveryHistory.Read(Logs, "local", Phase.DrFailback).Recoveries);
    }

    [Fact]
    public async Task A_recovery_over_several_runs_is_one_with_the_end_of_the_last()
    {
        var first = await StopAtDnsAsync();
        var second = await StopAtDnsAsync(first.Id.Value);
        var last = await recovery.RunAsync(new RunbookOptions { Resume = second.Id.Value });

        var history = Read();

        var only = Assert.Single(history.Recoveries);
        Assert.Equal([first.Id.Value, second.Id.Value, last.Id.Value], only.Runs);
        Assert.Equal((last.Id.Value, RecoveryOutcome.Good), (only.Record.RunId, only.Outcome));
        Assert.Same(only, history.Of(first.Id.Value));
    }

    [Fact]
    public async Task Two_runs_that_resume_the_same_one_are_one_recovery()
    {
        var first = await StopAtDnsAsync();
        var second = await StopAtDnsAsync(first.Id.Value);
        var last = await recovery.RunAsync(new RunbookOptions { Resume = first.Id.Value });

        var only = Assert.Single(Read().Recoveries);

        Assert.Equal((3, last.Id.Value), (only.Runs.Count, only.Record.RunId));
        Assert.Contains(second.Id.Value, only.Runs);
    }

    [Fact]
    public async Task Runs_on_another_machine_are_counted_by_the_journal_alone()
    {
        var first = await StopAtDnsAsync();
        var second = await StopAtDnsAsync(first.Id.Value);
        using var other = new Recovery();
        other.Flag("down");
        var last = await other.RunAsync(new RunbookOptions { Resume = recovery.JournalOfLast });

        var there = Assert.Single(RecoveryHistory.Read(LogsOf(other), "local", Phase.Dr).Recoveries);
        var here = Assert.Single(Read().Recoveries);

        Assert.Equal([first.Id.Value, second.Id.Value, last.Id.Value], there.Runs);
        Assert.Equal((2, RecoveryOutcome.Failed), (here.Runs.Count, here.Outcome));
    }

    [Fact]
    public async Task A_drill_that_was_cleaned_up_stays_in_the_list_beside_the_one_that_resumes_it()
    {
        recovery.Instead = FailDns;
        var failed = await recovery.RunAsync(Drill);
        recovery.Instead = static _ => null;
        var again = await recovery.RunAsync(Drill with { Resume = failed.Id.Value });

        var all = Read().Recoveries;

        Assert.Equal([(failed.Id.Value, 1, RecoveryOutcome.Failed), (again.Id.Value, 1, RecoveryOutcome.Good)], all.Select(one => (one.Record.RunId, one.Runs.Count, one.Outcome)));
    }

    [Fact]
    public async Task What_was_cut_off_or_changed_is_left_out_and_named()
    {
        var good = await recovery.RunAsync(Drill);
        var changed = await recovery.RunAsync(Drill);
        ChangeAt(changed.RecordDirectory, RunJournal.RecordFile, "\"drill\"", "\"druhl\"");
        var torn = await KillAsync(Drill);

        var history = Read();

        Assert.Equal(good.Id.Value, Assert.Single(history.Recoveries).Record.RunId);
        Assert.Equal([(torn, true), (changed.Id.Value, false)], history.LeftOut.Select(run => (run.Run, run.IsTorn)));
        Assert.StartsWith("torn: ", history.LeftOut[0].Why, StringComparison.Ordinal);
        Assert.StartsWith("CHANGED: record.json", history.LeftOut[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_run_that_another_one_resumed_is_told_of_by_that_one()
    {
        recovery.Flag("down");
        var killed = await KillAsync(new RunbookOptions());
        var resumed = await recovery.RunAsync(new RunbookOptions { Resume = killed });

        var history = Read();

        Assert.Equal([killed, resumed.Id.Value], Assert.Single(history.Recoveries).Runs);
        Assert.Empty(history.LeftOut);
    }

    [Theory]
    [InlineData("recovery_time: 5m", "recovery_time: 1s", "service", RecoveryOutcome.MissedTarget)]
    [InlineData("", "", "dns", RecoveryOutcome.NotHealthy)]
    public async Task A_real_one_that_took_too_long_or_ran_in_part_says_so(string target, string instead, string only, RecoveryOutcome outcome)
    {
        var steps = target.Length == 0 ? Recovery.Steps : Recovery.Steps.Replace(target, instead, StringComparison.Ordinal).Replace("echo rows_acknowledged=12", "sleep 1; echo rows_acknowledged=12", StringComparison.Ordinal);
        recovery.Project.WriteRunbook(steps);
        recovery.Flag("down");
        await recovery.RunAsync(only is "service" ? null : new RunbookOptions { Only = ["down"] });

        Assert.Equal(outcome, Assert.Single(Read().Recoveries).Outcome);
    }

    [Fact]
    public async Task Of_very_many_the_newest_are_looked_at_and_the_others_not()
    {
        var drill = await recovery.RunAsync(Drill);
        var template = recovery.Project.LastRun.Record!;
        for (var i = 0; i < RecoveryHistory.Most + 3; i++)
        {
            Write(template, template.Started.AddMinutes(-i - 1));
        }

        var history = Read();

        Assert.Equal((RecoveryHistory.Most, true), (history.Recoveries.Count, history.HasOlder));
        Assert.Equal(drill.Id.Value, history.Recoveries[^1].Record.RunId);
        Assert.Equal(history.Recoveries.OrderBy(one => one.Began), history.Recoveries);
    }

    private static string LogsOf(Recovery one) => Path.Combine(one.Project.Root, "logs");

    private RecoveryHistory Read() => RecoveryHistory.Read(Logs, "local", Phase.Dr);

    private static DriverOutcome? FailDns(string step) => step is "dns" ? ScriptedDriver.Changed with { Outcome = StepOutcome.Failed, Failure = "SERVFAIL" } : null;

    private async Task<RunSummary> StopAtDnsAsync(string? resume = null)
    {
        recovery.Flag("down");
        recovery.Instead = FailDns;
        var stopped = await recovery.RunAsync(new RunbookOptions { Resume = resume });
        recovery.Instead = static _ => null;
        return stopped;
    }

    private static void ChangeAt(string record, string file, string from, string to) =>
        File.WriteAllText(Path.Combine(record, file), File.ReadAllText(Path.Combine(record, file)).Replace(from, to, StringComparison.Ordinal));

    /// <summary>A run as a kill leaves it at its first module: what it had written by then is put in place of what it wrote later.</summary>
    private async Task<string> KillAsync(RunbookOptions options)
    {
        using var kept = new TempFolder("killed");
        var record = "";
        recovery.Instead = step =>
        {
            if (record.Length == 0)
            {
                record = recovery.Project.LastRun.Directory;
                Copy(record, kept.FullPath);
            }

            return FailDns(step);
        };
        await recovery.RunAsync(options);
        recovery.Instead = static _ => null;
        Directory.Delete(record, recursive: true);
        Copy(kept.FullPath, record);
        return Path.GetFileName(record);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(file, copy);
        }
    }

    private void Write(RunRecord template, DateTimeOffset at)
    {
        var id = RunId.Create("dr", new At(at));
        using var journal = RunJournal.Create(Logs, id, new(), new At(at));
        journal.Write(template with { RunId = id.Value, Started = at, ExitCode = null });
        journal.SealAsync(template with { RunId = id.Value, Started = at, Recovery = template.Recovery! with { Began = at } }, null, CancellationToken.None).GetAwaiter().GetResult();
    }

    private sealed class At(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
