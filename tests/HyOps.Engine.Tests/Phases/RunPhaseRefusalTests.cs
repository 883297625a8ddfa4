using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Leases;
using HyOps.Engine.Phases;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

public sealed class RunPhaseRefusalTests : IDisposable
{
    private readonly SmallProject project = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

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

        await project.RunAsync(driver, Token, options => options with { AllowedShellKeys = [Core.Secrets.SecretName.Parse("APP_DB_PASSWORD")], Reason = "rehearsal" }, ("APP_DB_PASSWORD", "from-the-shell-1"));

        Assert.Equal("from-the-shell-1", driver.Requests[1].Secrets.Secrets.Single().Value.Reveal());
        Assert.Equal("shell", project.LastRun.Record!.Secrets.Single().Source);
        var set = Assert.Single(project.LastRun.Record.Overrides);
        Assert.Equal(("allow-shell", "APP_DB_PASSWORD", "rehearsal"), (set.Kind, set.Keys.Single(), set.Reason));
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

    [Fact]
    public async Task A_missing_package_stops_bootstrap_before_its_first_step_and_not_a_recovery()
    {
        project.AddPackages("bash", "hyops-no-such-package");
        await project.SetAsync(Token, "APP_DB_PASSWORD=not-to-be-seen-1");
        var driver = new ScriptedDriver(Address);

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(driver, Token));

        Assert.Equal((ExitCode.DependencyMissing, "the package hyops-no-such-package is not installed"), (refused.ExitCode, refused.Message));
        Assert.Contains("./build.sh --target Setup --env local", refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(driver.Requests);
        await project.RunAsync(driver, Token, options => options with { Phase = Phase.Dr });
        Assert.Single(driver.Requests);
    }

    [Fact]
    public async Task Packages_that_are_installed_are_noted()
    {
        project.AddPackages("bash");

        await project.RunAsync(new ScriptedDriver(Address), Token);

        Assert.Contains(new StageDone("packages", "1 installed"), project.Events);
    }

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7", ["url"] = "http://10.0.0.7" } });
}
