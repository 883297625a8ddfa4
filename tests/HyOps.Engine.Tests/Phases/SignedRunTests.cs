using System.Diagnostics;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Engine.Tests.Phases;

public sealed class SignedRunTests : IDisposable
{
    private readonly SmallProject project = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_run_signs_its_record_where_the_environment_says_so()
    {
        var key = project.World.Folder.At("key");
        using (var process = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "tests", "-f", key]))
        {
            await process.WaitForExitAsync(Token);
        }

        Sign($"with: ssh-keygen, key: \"{key}\", identity: ops");

        var summary = await project.RunAsync(new ScriptedDriver(Address), Token);
        var verdict = await new VerifyRecord(EngineServices.In(project.World.Surroundings())).RunAsync(
            project.LastRun, new SignatureTrust { AllowedSigners = project.World.Folder.Write("allowed", "ops " + await File.ReadAllTextAsync(key + ".pub", Token)) }, Token);

        Assert.Equal((ExitCode.Ok, null), (summary.ExitCode, summary.SigningFailure));
        Assert.Equal(RecordState.Intact, verdict.State);
        Assert.StartsWith("signed by ops with SSH key SHA256:", verdict.SignedBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, ExitCode.ToolFailed)]
    [InlineData(true, ExitCode.Refused)]
    public async Task A_record_that_cannot_be_signed_is_whole_and_no_success(bool refused, ExitCode expected)
    {
        Sign("with: ssh-keygen, key: /nowhere/key, identity: ops");
        var driver = new ScriptedDriver(refused ? (_, _) => Task.FromResult(ScriptedDriver.Changed with { Outcome = Core.Lifecycle.StepOutcome.Refused }) : Address);

        var summary = await project.RunAsync(driver, Token);

        Assert.Equal(expected, summary.ExitCode);
        Assert.Contains("ssh-keygen gave no signature with /nowhere/key", summary.SigningFailure, StringComparison.Ordinal);
        Assert.Equal((int)expected, project.LastRun.Record!.ExitCode);
        Assert.Equal(RecordState.Intact, RecordInspection.Of(project.LastRun).State);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_a_sealed_record_too()
    {
        await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(new ScriptedDriver(), Token, options => options with { Phase = Core.Lifecycle.Phase.Dr }));

        Assert.Equal(RecordState.Intact, RecordInspection.Of(project.LastRun).State);
        Assert.NotNull(project.LastRun.Record!.Error);
    }

    private void Sign(string settings) =>
        File.AppendAllText(project.World.Folder.At("project", "inventories", "local", "environment.yml"), $"records: {{ sign: {{ {settings} }} }}\n");

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ScriptedDriver.Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } });
}
