using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class ResumeTests : IDisposable
{
    private readonly Recovery recovery = new();

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task A_run_that_stopped_goes_on_at_its_failed_step()
    {
        await StopAtDnsAsync();

        var resumed = await recovery.RunAsync(new RunbookOptions { Resume = recovery.Project.LastRun.Id.Value });

        Assert.Equal(ExitCode.Ok, resumed.ExitCode);
        Assert.Equal(["promote", "dns", "dns"], recovery.Ran);
    }

    [Fact]
    public async Task Its_time_counts_from_the_first_run()
    {
        await StopAtDnsAsync();
        var first = recovery.Project.LastRun;

        await recovery.RunAsync(new RunbookOptions { Resume = first.Id.Value });

        var measured = recovery.Project.LastRun.Record!.Recovery!;
        Assert.Equal(first.Id.Value, measured.Resumes);
        Assert.Equal(first.Record!.Recovery!.Began, measured.Began, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Another_machine_goes_on_with_the_journal_alone()
    {
        await StopAtDnsAsync();
        using var other = new Recovery();
        foreach (var flag in Directory.GetFiles(recovery.Project.Flags))
        {
            other.Flag(Path.GetFileName(flag));
        }

        var resumed = await other.RunAsync(new RunbookOptions { Resume = recovery.JournalOfLast });

        Assert.Equal(ExitCode.Ok, resumed.ExitCode);
        Assert.Equal(["dns"], other.Ran);
        Assert.Equal("10.0.2.5", (string?)other.Driver.Requests[0].Inputs["address"]);
    }

    [Fact]
    public async Task What_is_done_is_checked_and_not_believed()
    {
        await StopAtDnsAsync();
        recovery.Unflag("promote");

        await recovery.RunAsync(new RunbookOptions { Resume = recovery.Project.LastRun.Id.Value });

        Assert.Equal(["promote", "dns", "promote", "dns"], recovery.Ran);
    }

    [Fact]
    public async Task A_journal_that_a_power_cut_tore_is_read_up_to_there_and_one_that_was_changed_is_not()
    {
        await StopAtDnsAsync();
        var journal = recovery.Project.World.Folder.At("journal.jsonl");
        File.WriteAllText(journal, File.ReadAllText(recovery.JournalOfLast) + "{\"seq\":99,\"pre");
        var torn = await recovery.RunAsync(new RunbookOptions { Resume = journal });
        File.WriteAllText(journal, File.ReadAllText(recovery.JournalOfLast).Replace("10.0.2.5", "10.6.6.6", StringComparison.Ordinal));

        var changed = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { Resume = journal }));

        Assert.Equal(ExitCode.Ok, torn.ExitCode);
        Assert.Equal(ExitCode.OperatorError, changed.ExitCode);
        Assert.Contains("was changed", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_another_environment_or_a_drill_is_not_gone_on_with_here()
    {
        await StopAtDnsAsync();
        using var site = new Recovery(tier: "nonprod");

        var other = await Assert.ThrowsAsync<RunbookException>(() => site.RunAsync(new RunbookOptions { Resume = recovery.JournalOfLast }));
        var drill = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { Resume = recovery.JournalOfLast, Drill = true }));

        Assert.Equal("the journal is of environment local, and site was asked for", other.Message);
        Assert.Equal("the journal is of a real recovery, and drill was asked for", drill.Message);
    }

    [Fact]
    public async Task A_run_of_another_phase_has_nothing_to_go_on_with()
    {
        await StopAtDnsAsync();
        var run = recovery.Project.LastRun;
        File.Delete(recovery.JournalOfLast);

        var refused = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { Resume = run.Id.Value }));

        Assert.Equal($"{run.Id} has no journal", refused.Message);
    }

    private async Task StopAtDnsAsync()
    {
        recovery.Flag("down");
        recovery.Instead = static step => step is "dns" ? ScriptedDriver.Changed with { Outcome = StepOutcome.Failed, Failure = "SERVFAIL" } : null;
        await recovery.RunAsync();
        recovery.Instead = static _ => null;
    }
}
