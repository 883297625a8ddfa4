using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class FreshnessTests : IDisposable
{
    private const string Freshness = """
        freshness:
          - { name: replica, probe: { command: [sh, -c, "cat $F/age || exit 2; test ! -e $F/none"] }, max_age: 30s }

        """;

    private static readonly RunbookOptions Accepted = new() { AcceptStale = ["replica"] };

    private readonly Recovery recovery = new(Freshness + Recovery.Steps);

    private string Verdict => recovery.Project.LastRun.Record!.Guardrails.Single(verdict => verdict.Guardrail == "data-fresh").Reason;

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task A_replica_that_is_fresh_enough_is_told_with_its_age()
    {
        Age("age_s=0.4");

        var summary = await recovery.RunAsync();

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal("replica is 0.4 s old, at most 30 s", Verdict);
        Assert.Equal(Verdict, Assert.Single(recovery.Project.Events.OfType<StageDone>(), stage => stage.Stage == "freshness").Detail);
    }

    [Theory]
    [InlineData("age_s=30.01", "replica is 30.01 s old, and may be at most 30 s")]
    [InlineData("age_s=90061", "replica is 25 h 1 min 1 s old, and may be at most 30 s")]
    [InlineData("all is well", "nobody can tell how old replica is: sh says yes, and printed no age_s=SECONDS")]
    [InlineData("age_s=NaN", "nobody can tell how old replica is: sh printed an age_s that is no number of seconds from 0 on")]
    [InlineData("age_s=-1", "nobody can tell how old replica is: sh printed an age_s that is no number of seconds from 0 on")]
    [InlineData("age_s=1e300", "nobody can tell how old replica is: sh printed an age_s that is no number of seconds from 0 on")]
    [InlineData("none", "nobody can tell how old replica is: sh says no: none")]
    [InlineData(null, "nobody can tell how old replica is: sh could not tell: exited 2: cat: ")]
    public async Task One_that_is_too_old_or_whose_age_nobody_tells_is_refused_before_anything_starts(string? printed, string reason)
    {
        Age(printed);

        var refused = await Assert.ThrowsAsync<GuardrailException>(() => recovery.RunAsync());

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.StartsWith($"refused by guardrail data-fresh: {reason}", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("--accept-stale replica --reason TEXT", refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(recovery.Ran);
        Assert.StartsWith(reason, Verdict, StringComparison.Ordinal);
        Assert.False(File.Exists(recovery.JournalOfLast));
    }

    [Fact]
    public async Task An_operator_whose_site_burns_goes_on_with_what_there_is_and_the_record_keeps_why()
    {
        Age("age_s=300");

        var summary = await recovery.RunAsync(Accepted, options => options with { Reason = "there is no other copy" });

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal("replica is 5 min old, and may be at most 30 s; accepted with --accept-stale replica", Verdict);
        var kept = Assert.Single(recovery.Project.LastRun.Record!.Overrides);
        Assert.Equal(("accept-stale", "replica", "there is no other copy"), (kept.Kind, kept.Keys[0], kept.Reason));
    }

    [Fact]
    public async Task What_is_accepted_has_a_reason_and_a_name_that_is_there()
    {
        Age("age_s=300");

        var noReason = await Assert.ThrowsAsync<HyOpsException>(() => recovery.RunAsync(Accepted));
        var noName = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { AcceptStale = ["replicas"] }, options => options with { Reason = "why" }));
        recovery.Project.WriteEnvironment("local");
        var elsewhere = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(Accepted, options => options with { Phase = Phase.Bootstrap, Reason = "why" }));

        Assert.StartsWith("--accept-stale sets a rule aside", noReason.Message, StringComparison.Ordinal);
        Assert.Equal(("--accept-stale names 'replicas', which is not under freshness of dr", "there are replica"), (noName.Message, noName.NextStep));
        Assert.Equal("--accept-stale is for dr and dr-failback, not for bootstrap", elsewhere.Message);
    }

    [Fact]
    public async Task A_drill_is_refused_as_well_and_before_its_disaster()
    {
        Age("age_s=31");
        recovery.Unflag("down");

        await Assert.ThrowsAsync<GuardrailException>(() => recovery.RunAsync(new RunbookOptions { Drill = true }));

        Assert.False(recovery.IsFlagged("down"));
        Assert.False(File.Exists(recovery.JournalOfLast));
    }

    [Fact]
    public async Task A_run_that_goes_on_after_the_promotion_asks_no_more_and_one_whose_promotion_is_gone_does()
    {
        Age("age_s=1");
        recovery.Instead = static step => step is "dns" ? ScriptedDriver.Changed with { Outcome = StepOutcome.Failed } : null;
        await recovery.RunAsync();
        recovery.Instead = static _ => null;
        Age(null);
        var first = new RunbookOptions { Resume = recovery.Project.LastRun.Id.Value };

        var resumed = await recovery.RunAsync(first);
        var why = Verdict;
        recovery.Unflag("promote");
        var refused = await Assert.ThrowsAsync<GuardrailException>(() => recovery.RunAsync(first));

        Assert.Equal((ExitCode.Ok, "replica was not asked: promote is done already"), (resumed.ExitCode, why));
        Assert.Contains("could not tell", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_that_take_no_data_ask_for_none()
    {
        await Assert.ThrowsAsync<GuardrailException>(() => recovery.RunAsync(new RunbookOptions { Only = ["promote"] }));
        recovery.Flag("down");

        var summary = await recovery.RunAsync(new RunbookOptions { Only = ["down"] });

        Assert.Equal((ExitCode.Ok, "replica was not asked: promote will not run"), (summary.ExitCode, Verdict));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_refused_and_refuses_nothing()
    {
        Age("age_s=31");

        var summary = await recovery.RunAsync(new RunbookOptions { DryRun = true });

        Assert.Equal("would run: no", summary.Steps[1].Summary);
        Assert.Equal("would be refused: replica is 31 s old, and may be at most 30 s", Verdict);
        Assert.Contains(recovery.Project.Events.OfType<StageDone>(), stage => stage is { Stage: "freshness", Detail: "replica is 31 s old, and may be at most 30 s" });
    }

    [Fact]
    public async Task A_backup_is_asked_about_until_the_step_that_restores_it_is_done_and_its_probe_gets_its_key()
    {
        recovery.Project.WriteRunbook("""
            freshness:
              - { name: backup, step: restore, max_age: 1d, probe: { command: [sh, -c, "test -n \"$BACKUP_TOKEN\" && test \"$HYOPS_STEP\" = freshness.backup && echo age_s=3600"], env: [BACKUP_TOKEN] } }
            steps:
              - { id: restore, module: core/test/base, check: { command: [sh, -c, "test -z \"$BACKUP_TOKEN\" && test -e $F/restore"] } }
              - { id: other, module: core/test/base, needs: [restore] }
            """);
        await recovery.Project.SetAsync(TestContext.Current.CancellationToken, "BACKUP_TOKEN=correct-horse-battery");

        await recovery.RunAsync();
        var first = Verdict;
        await recovery.RunAsync();

        Assert.Equal(("backup is 1 h old, at most 24 h", "backup was not asked: restore is done already"), (first, Verdict));
        Assert.Equal(["restore", "other", "other"], recovery.Ran);
    }

    private void Age(string? printed)
    {
        recovery.Flag("down");
        recovery.Unflag("age");
        recovery.Unflag("none");
        if (printed is not null)
        {
            recovery.Flag("age", printed + "\n");
        }

        if (printed is "none")
        {
            recovery.Flag("none");
        }
    }
}
