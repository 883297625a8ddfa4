using HyOps.Core;
using HyOps.Core.Files;
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

    [Theory]
    [InlineData("'rm -f*PROMOTE'", "the command sh has rm -f*PROMOTE")]
    [InlineData("db.example.com", "line 2 of ")]
    [InlineData("small", "input size of step promote has small")]
    public async Task What_names_production_is_refused_before_the_disaster(string pattern, string told)
    {
        recovery.Project.WriteRunbook(Never(pattern));
        recovery.Project.World.Folder.Write("project/inventories/local/hosts.yml", "# unlike db.example.com\nall: { hosts: { db: { ansible_host: db.example.com } } }\n");

        var refused = await Assert.ThrowsAsync<RunbookException>(() => recovery.RunAsync(Drill));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.StartsWith("a drill may not touch production: " + told, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(recovery.Project.Flags));
    }

    [Fact]
    public async Task A_name_of_production_that_an_earlier_step_published_stops_the_step_that_is_given_it_in_a_drill_alone()
    {
        recovery.Project.WriteRunbook(Never("10.0.2.*"));

        var refused = await recovery.RunAsync(Drill);
        var ran = recovery.Ran.ToList();
        recovery.Flag("down");
        var earnest = await recovery.RunAsync();

        Assert.Equal((ExitCode.Refused, StepOutcome.Refused), (refused.ExitCode, refused.Steps.Single(step => step.Step == "dns").Outcome));
        Assert.StartsWith("input address of step dns has 10.0.2.*", refused.Steps.Single(step => step.Step == "dns").Failure, StringComparison.Ordinal);
        Assert.Equal(["promote"], ran);
        Assert.Equal("drill.clean", refused.Steps[^1].Step);
        Assert.Equal(ExitCode.Ok, earnest.ExitCode);
    }

    [Theory]
    [InlineData("nonprod", true, true)]
    [InlineData("nonprod", false, false)]
    [InlineData("prod", true, false)]
    public async Task Where_the_platform_is_there_to_be_lost_bootstrap_makes_the_keys_that_may_be_invented(string tier, bool always, bool made)
    {
        using var site = new Recovery(always ? Always() : Recovery.Steps, tier);
        site.Project.RequireKeys("APP_DB_PASSWORD");
        await File.AppendAllTextAsync(site.Project.World.Folder.At("project/inventories/site/environment.yml"), "  bootstrap:\n    steps: [{ id: app, module: core/test/app }]\n", TestContext.Current.CancellationToken);

        var password = site.Project.World.Folder.At("password");
        AtomicFile.Write(password, "first word\n");

        var run = site.RunAsync(
            adjust: options => options with { Phase = Phase.Bootstrap, Recovery = new RunbookOptions(), Confirmation = "site" }, variables: [("HYOPS_VAULT_PASSWORD_FILE", password)]);

        if (made)
        {
            Assert.Equal(ExitCode.Ok, (await run).ExitCode);
            Assert.Contains(site.Project.LastRun.Record!.Secrets, secret => secret.Name == "APP_DB_PASSWORD");
        }
        else
        {
            Assert.Equal(ExitCode.SecretsFailed, (await Assert.ThrowsAnyAsync<HyOpsException>(() => run)).ExitCode);
        }
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

    private static string Never(string pattern) => Recovery.Steps.Replace("drill:\n", $"drill:\n  never: [{pattern}]\n", StringComparison.Ordinal);

    private static string Always() => Recovery.Steps.Replace("drill:\n", "drill:\n  always: true\n", StringComparison.Ordinal);
}
