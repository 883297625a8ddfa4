using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class DrillTests : IDisposable
{
    private static readonly RunbookOptions Drill = new() { Drill = true };

    private readonly Recovery recovery = new();

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task A_drill_brings_its_disaster_about_and_cleans_up()
    {
        var summary = await recovery.RunAsync(Drill);

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal(["drill.disaster", "down", "promote", "dns", "service", "drill.cleanup", "drill.clean"], summary.Steps.Select(step => step.Step));
        Assert.Empty(Directory.GetFiles(recovery.Project.Flags));
        Assert.Equal("drill", recovery.Project.LastRun.Record!.Recovery!.Mode);
    }

    [Fact]
    public async Task One_whose_steps_fail_is_cleaned_up_too_and_has_its_disaster_again_when_it_goes_on()
    {
        recovery.Instead = static step => step is "dns" ? ScriptedDriver.Changed with { Outcome = StepOutcome.Failed } : null;
        var failed = await recovery.RunAsync(Drill);
        Assert.Empty(Directory.GetFiles(recovery.Project.Flags));
        recovery.Instead = static _ => null;

        var resumed = await recovery.RunAsync(Drill with { Resume = recovery.Project.LastRun.Id.Value });

        Assert.Equal(ExitCode.ToolFailed, failed.ExitCode);
        Assert.EndsWith($"--drill --resume {failed.Id}", failed.Resume, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, "drill.disaster"), (resumed.ExitCode, resumed.Steps[0].Step));
    }

    [Fact]
    public async Task A_disaster_that_does_not_happen_is_no_drill()
    {
        recovery.Project.WriteRunbook(Recovery.Steps.Replace("touch $F/down", "exit 1", StringComparison.Ordinal));

        var summary = await recovery.RunAsync(Drill);

        Assert.Equal(ExitCode.ToolFailed, summary.ExitCode);
        Assert.Equal(["drill.disaster", "drill.cleanup", "drill.clean"], summary.Steps.Select(step => step.Step));
        Assert.Empty(recovery.Ran);
    }

    [Fact]
    public async Task What_a_clean_up_leaves_is_a_failure()
    {
        recovery.Project.WriteRunbook(Recovery.Steps.Replace("rm -f $F/down $F/promote $F/dns", "true", StringComparison.Ordinal));

        var summary = await recovery.RunAsync(Drill);

        Assert.Equal((ExitCode.ToolFailed, "drill.clean", StepOutcome.Failed), (summary.ExitCode, summary.Steps[^1].Step, summary.Steps[^1].Outcome));
    }

    [Theory]
    [InlineData("recovery_time: 5m", "recovery_time: 1s", "", false)]
    [InlineData("", "", "rows_missing=3", true)]
    public async Task A_drill_that_misses_a_target_has_failed(string target, string instead, string missing, bool metTime)
    {
        // The probe of the service takes longer than the target of a second.
        var steps = target.Length == 0 ? Recovery.Steps : Recovery.Steps.Replace(target, instead, StringComparison.Ordinal).Replace("echo rows_acknowledged=12", "sleep 1; echo rows_acknowledged=12", StringComparison.Ordinal);
        recovery.Project.WriteRunbook(steps);
        recovery.Flag("missing", missing.Length == 0 ? "rows_missing=0\n" : missing + "\n");

        var summary = await recovery.RunAsync(Drill);

        var measured = recovery.Project.LastRun.Record!.Recovery!;
        Assert.Equal(ExitCode.ToolFailed, summary.ExitCode);
        Assert.Equal((metTime, missing.Length == 0), (measured.MetRecoveryTime!.Value, measured.MetDataLoss!.Value));
    }

    [Fact]
    public async Task Production_is_no_place_for_a_drill_and_an_environment_without_one_has_none()
    {
        using var production = new Recovery(tier: "prod");
        recovery.Project.WriteRunbook("steps: [{ id: base, module: core/test/base }]");

        var refused = await Assert.ThrowsAsync<GuardrailException>(() => production.RunAsync(Drill, options => options with { Confirmation = "site" }));
        var none = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(Drill));

        Assert.Contains("recovery-confirmed", refused.Message, StringComparison.Ordinal);
        Assert.Equal("'local' has no drill", none.Message);
        Assert.False(production.IsFlagged("down"));
    }
}
