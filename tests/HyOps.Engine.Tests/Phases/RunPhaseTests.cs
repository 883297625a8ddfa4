using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Leases;
using HyOps.Engine.Phases;
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
    public async Task Broken_contracts_start_nothing_and_are_all_told()
    {
        project.World.Folder.Write("project/inventories/local/inputs/a.yml", "password: hunter2hunter2\ndb_password_env: OTHER_KEY\n");
        project.WriteEnvironment("local", """
              - { id: app, module: core/test/app, inputs: inputs/a.yml }
        """);
        var driver = new ScriptedDriver(Address);

        var refused = await Assert.ThrowsAsync<ContractsInvalidException>(() => project.RunAsync(driver, Token));

        Assert.Equal(ExitCode.InvalidContract, refused.ExitCode);
        Assert.True(refused.Problems.Count >= 2, string.Join('\n', refused.Problems));
        Assert.DoesNotContain(refused.Problems, problem => problem.ToString().Contains("hunter2", StringComparison.Ordinal));
        Assert.Empty(driver.Requests);
        Assert.Equal((int)ExitCode.InvalidContract, project.LastRun.Record!.ExitCode);
    }

    [Fact]
    public async Task An_environment_that_is_not_there_is_refused_with_what_may_be_meant()
    {
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(new ScriptedDriver(), Token, options => options with { Environment = "locla" }));

        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        Assert.Equal("did you mean --env local?", refused.NextStep);
        Assert.False(Directory.Exists(project.Root));
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
        var rescued = await KilledRunAsync("bootstrap-20260101T000000Z-0000000b", "hyops.tfplan", "errored.tfstate");

        await project.RunAsync(new ScriptedDriver(Address), Token);

        Assert.True(Directory.Exists(kept));
        Assert.False(Directory.Exists(killed));
        Assert.Equal(["errored.tfstate"], Directory.GetFiles(Path.Combine(rescued, "base")).Select(Path.GetFileName));
        Assert.Contains(project.Events.OfType<StageDone>(), done => done.Detail.Contains("terraform state push", StringComparison.Ordinal));
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
    public async Task Steady_state_refuses_an_authority_that_it_cannot_read()
    {
        project.WriteEnvironment("local");
        var file = project.World.Folder.At("project", "inventories", "local", "environment.yml");
        File.AppendAllText(file, """
              steady-state:
                steps:
                  - { id: base, module: core/test/base }
            secrets:
              authority: { kind: azure-key-vault, vault_uri: "https://example.vault.azure.net/" }

            """);

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(new ScriptedDriver(), Token, options => options with { Phase = Phase.SteadyState }));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
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

    [Fact]
    public async Task A_second_run_on_the_environment_is_refused_and_recorded()
    {
        using var lease = EnvironmentLease.Take(Path.Combine(project.Root, "meta"), RunId.Create("dr", TimeProvider.System), project.World.Surroundings());

        var refused = await Assert.ThrowsAsync<LeaseHeldException>(() => project.RunAsync(new ScriptedDriver(), Token));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Equal(13, project.LastRun.Record!.ExitCode);
    }

    [Fact]
    public async Task A_shell_value_that_differs_is_refused_unless_allowed_by_key()
    {
        var driver = new ScriptedDriver(Address);
        await Assert.ThrowsAsync<GuardrailException>(() => project.RunAsync(driver, Token, null, ("APP_DB_PASSWORD", "from-the-shell-1")));
        Assert.Empty(driver.Requests);

        await project.RunAsync(driver, Token, options => options with { AllowedShellKeys = [Core.Secrets.SecretName.Parse("APP_DB_PASSWORD")] }, ("APP_DB_PASSWORD", "from-the-shell-1"));

        Assert.Equal("from-the-shell-1", driver.Requests[1].Secrets.Secrets.Single().Value.Reveal());
        Assert.Equal("shell", project.LastRun.Record!.Secrets.Single().Source);
    }

    [Fact]
    public async Task Outside_bootstrap_on_local_nothing_is_invented_and_missing_keys_are_named()
    {
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(new ScriptedDriver(), Token, options => options with { Phase = Phase.Dr }));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains("missing required env vars: APP_DB_PASSWORD", refused.Message, StringComparison.Ordinal);
        Assert.Contains("hyops secrets ensure --env local APP_DB_PASSWORD", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_others_may_read_is_refused_with_the_chmod_to_run()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        File.SetUnixFileMode(Path.Combine(project.Root, "vault", "bootstrap.vault.env"), (UnixFileMode)0b110_100_100);

        var refused = await Assert.ThrowsAsync<GuardrailException>(() => project.RunAsync(new ScriptedDriver(Address), Token));

        Assert.Contains("chmod 600", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tool_stops_the_run_before_its_first_step()
    {
        File.Delete(project.World.Folder.At("tools", "terraform"));
        var driver = new ScriptedDriver(Address);

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(driver, Token));

        Assert.Equal(ExitCode.DependencyMissing, refused.ExitCode);
        Assert.Empty(driver.Requests);
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
