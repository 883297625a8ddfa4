using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Engine.State;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

/// <summary>The mark that a step leaves on disk before it changes anything.</summary>
public sealed class StateMarkTests : IDisposable
{
    private static readonly ModuleRef Base = ModuleRef.Parse("core/test/base");
    private readonly SmallProject project = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModuleStateStore State => new(Path.Combine(project.Root, "state"), TimeProvider.System);

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task The_mark_is_on_disk_when_a_driver_begins_and_a_success_takes_it_away()
    {
        ModuleStatus? during = null;
        var driver = new ScriptedDriver((request, _) =>
        {
            request.BeforeChange();
            during ??= State.Find(Base, "base")?.Status;
            return Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } });
        });

        await project.RunAsync(driver, Token);

        Assert.Equal(ModuleStatus.Changing, during);
        Assert.Equal(ModuleStatus.Ok, State.Find(Base, "base")!.Status);
        Assert.False(driver.Requests[0].EarlierDidNotEnd);
    }

    [Theory]
    [InlineData(StepOutcome.Failed, ModuleStatus.Failed)]
    [InlineData(StepOutcome.StateUnsaved, ModuleStatus.Uncertain)]
    public async Task A_step_that_does_not_succeed_says_how_it_ended_and_keeps_the_outputs_before(StepOutcome outcome, ModuleStatus status)
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        var driver = new ScriptedDriver((request, _) =>
        {
            request.BeforeChange();
            return Task.FromResult(new DriverOutcome { Outcome = outcome, Summary = "not well", Failure = "it failed" });
        });

        await project.RunAsync(driver, Token);

        var state = State.Find(Base, "base")!;
        Assert.Equal(status, state.Status);
        Assert.Equal("10.0.0.7", (string?)state.Outputs!["address"]);
    }

    [Fact]
    public async Task A_driver_that_throws_after_it_began_ends_its_mark_too()
    {
        var driver = new ScriptedDriver((request, _) =>
        {
            request.BeforeChange();
            throw new InvalidOperationException("a defect");
        });

        await project.RunAsync(driver, Token);

        Assert.Equal(ModuleStatus.Failed, State.Find(Base, "base")!.Status);
    }

    [Fact]
    public async Task The_next_run_after_a_killed_one_says_so_and_skips_nothing()
    {
        var killed = RunId.Create("bootstrap", TimeProvider.System);
        State.BeginChange(Base, "base", killed);
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token);

        Assert.Equal([true, false], driver.Requests.Select(request => request.EarlierDidNotEnd));
        Assert.Contains(project.Events.OfType<StepProgress>(), progress => progress.Step == "base" && progress.Text.Contains(killed.Value, StringComparison.Ordinal));
        Assert.Equal(ModuleStatus.Ok, State.Find(Base, "base")!.Status);
    }

    [Fact]
    public async Task Outputs_of_a_step_that_did_not_end_are_not_taken_by_others()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        State.BeginChange(Base, "base", RunId.Create("bootstrap", TimeProvider.System));
        var driver = new ScriptedDriver(Address);

        var refused = await Assert.ThrowsAsync<ModuleStateException>(() => project.RunAsync(driver, Token, options => options with { Steps = ["app"] }));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Empty(driver.Requests);
    }

    private static Task<DriverOutcome> Address(DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } });
}
