using System.Diagnostics;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Recovery;
using HyOps.Engine.Runs;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

public sealed class RunPhaseTests : IDisposable
{
    private readonly SmallProject project = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Outputs_of_one_step_are_inputs_of_the_next()
    {
        var driver = new ScriptedDriver((request, _) => Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } }));

        var summary = await project.RunAsync(driver, Token);

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal("10.0.0.7", (string?)driver.Requests[1].Inputs["address"]);
    }

    [Fact]
    public async Task On_local_missing_secrets_are_made_and_each_step_gets_only_its_own()
    {
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token);

        Assert.Empty(driver.Requests[0].Secrets.Names);
        Assert.Equal(["APP_DB_PASSWORD"], driver.Requests[1].Secrets.Names.Select(name => name.Value));
        Assert.True(File.Exists(Path.Combine(project.Root, "vault", "bootstrap.vault.env")));
    }

    [Fact]
    public async Task A_second_run_uses_the_same_secrets()
    {
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token);
        await project.RunAsync(driver, Token);

        Assert.Equal(driver.Requests[1].Secrets.Secrets.Single().Value, driver.Requests[3].Secrets.Secrets.Single().Value);
    }

    [Fact]
    public async Task The_record_tells_the_run_and_its_chain_holds()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);

        var run = project.LastRun;
        Assert.Equal(["base", "app"], run.Record!.Steps.Select(step => step.Id));
        Assert.Equal("changed", run.Record.Steps[0].Outcome);
        Assert.Equal("1.11.4", run.Record.Tools["terraform"]);
        Assert.Equal(("APP_DB_PASSWORD", "bundle"), (run.Record.Secrets.Single().Name, run.Record.Secrets.Single().Source));
        Assert.Equal(0, run.Record.ExitCode);
        Assert.Null(EventChain.FindBreak(File.ReadLines(Path.Combine(run.Directory, RunJournal.EventsFile)), run.Record.Events.Sha256));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_and_what_was_kept_stays()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token, options => options with { KeepWork = true });
        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(project.Root, "work")));
        var killed = await KilledRunAsync("bootstrap-20260101T000000Z-0000000a", "hyops.tfplan");

        await project.RunAsync(new ScriptedDriver(Address), Token);

        Assert.True(Directory.Exists(kept));
        Assert.False(Directory.Exists(killed));
    }

    [Fact]
    public async Task Nothing_is_started_over_a_state_that_a_killed_run_could_not_save()
    {
        const string Killed = "bootstrap-20260101T000000Z-0000000b";
        await project.RunAsync(new ScriptedDriver(Address), Token);
        var left = await KilledRunAsync(Killed, "hyops.tfplan", "errored.tfstate");
        var driver = new ScriptedDriver(Address);

        var refused = await Assert.ThrowsAsync<UnendedRunException>(() => project.RunAsync(driver, Token));

        Assert.Equal((ExitCode.Refused, $"save it first: hyops recover --env local --root '{project.Root}' --project '{project.World.Folder.At("project")}' --run {Killed}"), (refused.ExitCode, refused.NextStep));
        Assert.Empty(driver.Requests);
        Assert.Equal(["errored.tfstate"], Directory.GetFiles(Path.Combine(left, "base")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Nothing_is_started_while_tools_of_a_killed_run_still_end()
    {
        const string Killed = "bootstrap-20260101T000000Z-0000000c";
        await project.RunAsync(new ScriptedDriver(Address), Token);
        await KilledRunAsync(Killed, "hyops.tfplan");
        using var tool = Process.Start(new ProcessStartInfo("/bin/cat") { RedirectStandardInput = true, Environment = { ["HYOPS_RUN_ID"] = Killed } })!;

        var refused = await Assert.ThrowsAsync<UnendedRunException>(() => project.RunAsync(new ScriptedDriver(Address), Token));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains($"cat (process {tool.Id})", refused.Message, StringComparison.Ordinal);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync(Token);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync(new ScriptedDriver(Address), Token)).ExitCode);
    }

    [Fact]
    public async Task Everything_in_the_runtime_root_is_private()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);

        Assert.All(
            Directory.EnumerateFileSystemEntries(project.Root, "*", SearchOption.AllDirectories),
            path => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(path) & (UnixFileMode)0b111_111));
    }

    [Fact]
    public async Task Work_directories_are_gone_afterwards_unless_kept()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(project.Root, "work")));

        await project.RunAsync(new ScriptedDriver(Address), Token, options => options with { KeepWork = true });
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(Path.Combine(project.Root, "work")));
    }

    [Fact]
    public async Task A_failing_step_stops_what_depends_on_it_and_the_run_exits_20()
    {
        var driver = new ScriptedDriver((_, _) => Task.FromResult(Changed with { Outcome = StepOutcome.Failed, Failure = "Error: no such network" }));

        var summary = await project.RunAsync(driver, Token);

        Assert.Equal(ExitCode.ToolFailed, summary.ExitCode);
        Assert.Equal([StepOutcome.Failed, StepOutcome.NotRun], summary.Steps.Select(step => step.Outcome));
        Assert.Equal("it needs base, which did not succeed", summary.Steps[1].Failure);
    }

    [Fact]
    public async Task A_driver_that_throws_is_a_failed_step_and_not_a_lost_run()
    {
        var driver = new ScriptedDriver((_, _) => throw new InvalidOperationException("something broke"));

        var summary = await project.RunAsync(driver, Token);

        Assert.Equal(StepOutcome.Failed, summary.Steps[0].Outcome);
        Assert.Contains("something broke", summary.Steps[0].Failure, StringComparison.Ordinal);
        Assert.Equal("failed", project.LastRun.Record!.Steps[0].Outcome);
    }

    [Fact]
    public async Task An_output_that_holds_a_secret_is_not_published_and_named()
    {
        var driver = new ScriptedDriver((request, _) => Task.FromResult(request.StepId == "base"
            ? Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } }
            : Changed with { Outputs = new JsonObject { ["url"] = $"http://app:{request.Secrets.Secrets.Single().Value.Reveal()}@10.0.0.7" } }));

        var summary = await project.RunAsync(driver, Token);

        Assert.Equal(["url"], summary.Steps[1].Withheld);
        Assert.Equal(["db_password_env"], summary.Steps[1].Published);
    }

    [Fact]
    public async Task A_wired_output_that_was_not_published_fails_the_step_that_needs_it()
    {
        var summary = await project.RunAsync(new ScriptedDriver(), Token);

        Assert.Contains("input address takes output address of step base", summary.Steps[1].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wired_reference_must_name_a_key_that_the_step_is_given()
    {
        project.WriteEnvironment("local", """
              - { id: base, module: core/test/base }
              - id: app
                module: core/test/app
                with: { db_password_env: "${steps.base.outputs.address}" }
        """);
        var driver = new ScriptedDriver((_, _) => Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "OTHER_KEY" } }));

        var summary = await project.RunAsync(driver, Token);

        Assert.Contains("names no key that inputs.required_env of core/test/app holds", summary.Steps[1].Failure, StringComparison.Ordinal);
        Assert.Single(driver.Requests);
    }

    [Fact]
    public async Task An_interrupt_reaches_the_running_step_and_starts_nothing_more()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var driver = new ScriptedDriver(async (_, cancellation) =>
        {
            await interrupt.CancelAsync();
            return new() { Outcome = cancellation.IsCancellationRequested ? StepOutcome.Interrupted : StepOutcome.Failed, Summary = "interrupted" };
        });

        var summary = await project.RunAsync(driver, interrupt.Token);

        Assert.Equal(ExitCode.Interrupted, summary.ExitCode);
        Assert.Equal([StepOutcome.Interrupted, StepOutcome.NotRun], summary.Steps.Select(step => step.Outcome));
        Assert.Equal(["base"], project.Events.OfType<InterruptReceived>().Single().Waiting);
        Assert.Equal(130, project.LastRun.Record!.ExitCode);
    }

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7", ["url"] = "http://10.0.0.7" } });

    private async Task<string> KilledRunAsync(string id, params string[] left)
    {
        var record = await File.ReadAllTextAsync(Path.Combine(project.LastRun.Directory, RunJournal.RecordFile), Token);
        var unfinished = JsonNode.Parse(record)!.AsObject();
        unfinished["exit_code"] = null;
        var log = Path.Combine(project.Root, "logs", "bootstrap", id);
        Directory.CreateDirectory(log);
        await File.WriteAllTextAsync(Path.Combine(log, RunJournal.RecordFile), unfinished.ToJsonString(), Token);
        var work = Path.Combine(project.Root, "work", id);
        Directory.CreateDirectory(Path.Combine(work, "base"));
        foreach (var name in left)
        {
            await File.WriteAllTextAsync(Path.Combine(work, "base", name), "x", Token);
        }

        return work;
    }
}
