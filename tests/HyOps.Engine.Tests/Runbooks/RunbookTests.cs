using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class RunbookTests : IDisposable
{
    private readonly Recovery recovery = new();

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task A_recovery_runs_its_steps_and_is_measured_until_the_service_is_healthy()
    {
        recovery.Flag("down");

        var summary = await recovery.RunAsync();

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal(["promote", "dns"], recovery.Ran);
        Assert.Equal(["down", "promote", "dns", "service"], summary.Steps.Select(step => step.Step));
        var measured = recovery.Project.LastRun.Record!.Recovery!;
        Assert.Equal(("real", 12L, 0L, true, true), (measured.Mode, measured.RowsAcknowledged!.Value, measured.RowsMissing!.Value, measured.MetRecoveryTime!.Value, measured.MetDataLoss!.Value));
        Assert.InRange(measured.Recovered!.Value, measured.Began, recovery.Project.LastRun.Record.Started.AddHours(1));
        Assert.Equal("0", recovery.Project.LastRun.Record.Steps[^1].Measured!["rows_missing"]);
    }

    [Fact]
    public async Task What_its_check_says_is_done_is_not_done_again()
    {
        recovery.Flag("down");
        await recovery.RunAsync();

        var again = await recovery.RunAsync();

        Assert.Equal(["promote", "dns"], recovery.Ran);
        Assert.Equal("done already: yes", again.Steps[1].Summary);
        Assert.Equal("10.0.2.5", (string?)recovery.Driver.Requests[1].Inputs["address"]);
    }

    [Fact]
    public async Task What_was_undone_since_is_done_again_whatever_an_older_run_says()
    {
        recovery.Flag("down");
        await recovery.RunAsync();
        recovery.Unflag("promote");

        await recovery.RunAsync();

        Assert.Equal(["promote", "dns", "promote"], recovery.Ran);
    }

    [Fact]
    public async Task A_check_that_cannot_tell_stops_the_step_before_anything_starts()
    {
        recovery.Project.WriteRunbook(Recovery.Steps.Replace("test -e $F/promote", "echo no route to host >&2; exit 3", StringComparison.Ordinal));
        recovery.Flag("down");

        var summary = await recovery.RunAsync();

        Assert.Empty(recovery.Ran);
        Assert.Equal((ExitCode.ToolFailed, StepOutcome.Failed), (summary.ExitCode, summary.Steps[1].Outcome));
        Assert.Contains("exited 3: no route to host", summary.Steps[1].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_ends_well_and_has_not_done_it_has_failed()
    {
        recovery.Flag("down");
        recovery.Instead = static step => step is "promote" ? ScriptedDriver.Changed with { Outputs = new JsonObject { ["address"] = "10.0.2.5" } } : null;

        var summary = await recovery.RunAsync();

        Assert.Equal(["promote"], recovery.Ran);
        Assert.Equal((StepOutcome.Failed, "it ended well, and its check does not confirm it"), (summary.Steps[1].Outcome, summary.Steps[1].Summary));
    }

    [Fact]
    public async Task Nobody_is_promoted_while_the_old_primary_is_not_proven_dead()
    {
        var options = new RunbookOptions { Only = ["promote"] };

        var refused = await recovery.RunAsync(options);
        var accepted = await recovery.RunAsync(options with { AcceptSplitBrain = ["promote"] }, same => same with { Reason = "its disk is on my desk" });

        Assert.Equal((ExitCode.Refused, StepOutcome.Refused), (refused.ExitCode, refused.Steps[0].Outcome));
        Assert.Contains("--accept-split-brain promote", refused.Steps[0].Failure, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, accepted.ExitCode);
        Assert.Equal(["promote"], recovery.Ran);
        var kept = Assert.Single(recovery.Project.LastRun.Record!.Overrides);
        Assert.Equal(("accept-split-brain", "promote", "its disk is on my desk"), (kept.Kind, kept.Keys[0], kept.Reason));
    }

    [Fact]
    public async Task A_fence_that_falls_after_its_step_is_seen_right_before_the_promotion()
    {
        recovery.Project.WriteRunbook(Recovery.Steps.Replace("test -e $F/down", "test -e $F/down && rm $F/down", StringComparison.Ordinal));
        recovery.Flag("down");

        var summary = await recovery.RunAsync();

        Assert.Empty(recovery.Ran);
        Assert.Equal([StepOutcome.Unchanged, StepOutcome.Refused], summary.Steps.Take(2).Select(step => step.Outcome));
    }

    [Fact]
    public async Task A_condition_that_does_not_come_true_within_its_budget_stops_the_recovery()
    {
        var summary = await recovery.RunAsync();

        Assert.Empty(recovery.Ran);
        Assert.Equal(StepOutcome.Failed, summary.Steps[0].Outcome);
        Assert.Contains("sh was asked 1 time in 1 s, and says no", summary.Steps[0].Failure, StringComparison.Ordinal);
        Assert.StartsWith($"hyops run dr --env local", summary.Resume, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cutover_to_nowhere_is_an_error()
    {
        recovery.Flag("down");
        recovery.Flag("promote");
        recovery.Instead = static step => step is "promote" ? ScriptedDriver.Changed with { Outputs = new JsonObject { ["address"] = "" } } : null;

        var summary = await recovery.RunAsync();

        Assert.Equal(["promote"], recovery.Ran);
        Assert.Contains("input address is empty (promote published no address)", summary.Steps[2].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_asks_and_starts_nothing()
    {
        recovery.Flag("down");

        var summary = await recovery.RunAsync(new RunbookOptions { DryRun = true });

        Assert.Empty(recovery.Ran);
        Assert.Equal(["holds now: yes", "would run: no", "would run: no", "does not hold now: rows_missing=0"], summary.Steps.Select(step => step.Summary));
        Assert.False(File.Exists(recovery.JournalOfLast));
    }

    [Fact]
    public async Task From_a_step_on_runs_only_where_what_is_left_out_is_done()
    {
        recovery.Flag("down");
        var refused = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { From = "dns" }));
        await recovery.RunAsync(new RunbookOptions { Only = ["promote"] });

        await recovery.RunAsync(new RunbookOptions { From = "dns" });

        Assert.Equal((ExitCode.Refused, "--from dns leaves out steps that are not done: promote (no)"), (refused.ExitCode, refused.Message));
        Assert.Equal(["promote", "dns"], recovery.Ran);
    }

    [Fact]
    public async Task A_probe_sees_the_keys_that_it_names_and_no_other()
    {
        recovery.Project.WriteRunbook("""
            steps:
              - { id: app, module: core/test/app }
              - { id: with, kind: verify, needs: [app], probe: { command: [sh, -c, "test -n \"$APP_DB_PASSWORD\""], env: [APP_DB_PASSWORD] } }
              - { id: without, kind: verify, needs: [app], probe: { command: [sh, -c, "test -z \"${APP_DB_PASSWORD+set}\" && test \"$HYOPS_PHASE $HYOPS_STEP\" = 'dr without'"] } }
            """);

        recovery.Project.RequireKeys("APP_DB_PASSWORD");
        await recovery.Project.SetAsync(TestContext.Current.CancellationToken, "APP_DB_PASSWORD=correct-horse-battery");
        var summary = await recovery.RunAsync();

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
    }

    [Fact]
    public async Task Options_of_a_recovery_mean_nothing_in_another_phase()
    {
        recovery.Project.WriteEnvironment("local");

        var refused = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(new RunbookOptions { Resume = "x" }, options => options with { Phase = Phase.Bootstrap }));

        Assert.Equal((ExitCode.OperatorError, "--resume is for dr and dr-failback, not for bootstrap"), (refused.ExitCode, refused.Message));
    }

    [Fact]
    public async Task In_earnest_it_is_confirmed_by_name_and_starts_where_the_environment_says()
    {
        using var site = new Recovery(tier: "nonprod\nexecution_plane: runner-local");
        site.Flag("down");

        var unconfirmed = await Assert.ThrowsAsync<GuardrailException>(() => site.RunAsync());
        var elsewhere = await Assert.ThrowsAsync<GuardrailException>(() => site.RunAsync(null, options => options with { Confirmation = "site" }));

        Assert.Contains("recovery-confirmed", unconfirmed.Message, StringComparison.Ordinal);
        Assert.Contains("plane-of-recovery", elsewhere.Message, StringComparison.Ordinal);
        Assert.Empty(site.Ran);
    }
}
