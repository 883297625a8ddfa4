using HyOps.Core;
using HyOps.Engine.Rotation;

namespace HyOps.Engine.Tests.Rotation;

/// <summary>A step that ran again proves nothing by itself.</summary>
public sealed class StepProofTests
{
    [Fact]
    public async Task A_step_without_a_probe_is_delivered_and_unproven_and_a_probe_that_is_added_lets_it_go_on()
    {
        using var world = new RotationWorld();
        world.HasProbes(false);

        var unproven = await world.RotateAsync();
        var kept = world.Versions.Select(version => version.Enabled).ToList();
        world.HasProbes(true);
        var proven = await world.RotateAsync(options => options with { Resume = true });

        var step = Step(unproven);
        Assert.Equal((ExitCode.Refused, RotationStage.Applied), (unproven.ExitCode, unproven.Keys[0].State!.Stage));
        Assert.Equal([true, true], kept);
        Assert.Equal(ConsumerStatus.Unverified, step.Status);
        Assert.Contains("modules/core/test/app/spec.yml has no probe for APP_DB_PASSWORD", step.Detail, StringComparison.Ordinal);
        Assert.Contains("for: APP_DB_PASSWORD", step.Fix, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, ConsumerStatus.Verified), (proven.ExitCode, Step(proven).Status));
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        Assert.Single(world.Driver.Requests);
    }

    [Fact]
    public async Task A_plan_says_that_nothing_will_prove_a_step()
    {
        using var world = new RotationWorld();
        var with = Step(await world.RotateAsync(options => options with { Plan = true }));
        world.HasProbes(false);

        var without = Step(await world.RotateAsync(options => options with { Plan = true }));

        Assert.DoesNotContain("unproven", with.Action, StringComparison.Ordinal);
        Assert.EndsWith("unproven: modules/core/test/app/spec.yml has no probe for APP_DB_PASSWORD", without.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_reason_the_old_version_goes_although_nothing_proves_the_step()
    {
        using var world = new RotationWorld();
        world.HasProbes(false);

        var forced = await world.RotateAsync(options => options with { DisableUnverified = true, Reason = "looked by hand" });

        Assert.Equal((ExitCode.Ok, ConsumerStatus.Unverified), (forced.ExitCode, Step(forced).Status));
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        Assert.Equal("looked by hand", Assert.Single(world.LastRotation.Record!.Overrides).Reason);
    }

    [Fact]
    public async Task A_probe_that_fails_proves_no_step()
    {
        using var world = new RotationWorld();
        world.Probe("exit 3");

        var failed = await world.RotateAsync();

        Assert.Equal(ExitCode.ToolFailed, failed.ExitCode);
        Assert.Equal((ConsumerStatus.Unverified, "its probe login does not prove it"), (Step(failed).Status, Step(failed).Detail));
    }

    private static RotationConsumer Step(RotationResult result) => result.Keys[0].Plan.Consumers.Single(consumer => consumer.Kind is ConsumerKind.Step);
}
