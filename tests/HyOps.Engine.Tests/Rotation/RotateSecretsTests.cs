using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;
using HyOps.Engine.Rotation;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Rotation;

public sealed class RotateSecretsTests
{
    private static DriverOutcome Broken => new() { Outcome = StepOutcome.Failed, Summary = "failed", Failure = "the module is broken" };

    [Fact]
    public async Task A_rotation_writes_runs_the_modules_verifies_and_only_then_disables()
    {
        using var world = new RotationWorld();

        var result = await world.RotateAsync();

        var key = Assert.Single(result.Keys);
        Assert.Equal((ExitCode.Ok, RotationStage.Done), (result.ExitCode, key.State!.Stage));
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        Assert.Equal((world.Versions[0].Version, world.Versions[1].Version), (key.State.NewVersion, key.State.OldVersion));
        var request = Assert.Single(world.Driver.Requests);
        Assert.True(request.Secrets.TryGet(RotationWorld.Key, out var given));
        Assert.Equal(world.Authority.Inner["app-db"], given.Reveal());
        Assert.Equal($"{key.State.NewVersion} APP_DB_PASSWORD --now\n", await File.ReadAllTextAsync(world.World.Folder.At("probe.log"), TestContext.Current.CancellationToken));
        var calls = world.Authority.Inner.Calls.Select(call => call.Split(' ')[0]).ToList();
        Assert.True(calls.IndexOf("write") < calls.LastIndexOf("read") && calls.LastIndexOf("read") < calls.IndexOf("disable"));
    }

    [Fact]
    public async Task State_and_record_hold_names_and_versions_and_no_value()
    {
        using var world = new RotationWorld();

        await world.RotateAsync();

        var value = world.Authority.Inner["app-db"]!;
        var texts = Directory.EnumerateFiles(world.Root, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.All(texts, text => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(RotationWorld.OldValue, text, StringComparison.Ordinal));
        var step = Assert.Single(world.LastRotation.Record!.Steps);
        Assert.Equal(("APP_DB_PASSWORD", "app-db", "changed"), (step.Id, step.Module, step.Outcome));
        Assert.Contains(world.Versions[0].Version, step.Summary, StringComparison.Ordinal);
        Assert.Equal(0, world.LastRotation.Record.ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(world.StateFile));
    }

    [Fact]
    public async Task A_probe_sees_its_own_keys_and_no_other_secret()
    {
        using var world = new RotationWorld();

        await world.RotateAsync();

        var names = await File.ReadAllLinesAsync(world.World.Folder.At("probe.env"), TestContext.Current.CancellationToken);
        Assert.Contains("APP_DB_PASSWORD", names);
        Assert.DoesNotContain("APP_LICENSE", names);
    }

    [Fact]
    public async Task A_probe_that_writes_its_environment_down_is_found_out_whatever_it_proved()
    {
        using var world = new RotationWorld();
        world.Probe("mkdir -p \"$HYOPS_RUNTIME_ROOT/state/probe\"; env > \"$HYOPS_RUNTIME_ROOT/state/probe/env.txt\"; echo logged in");

        var result = await world.RotateAsync();

        Assert.Equal(ExitCode.SecretsFailed, result.ExitCode);
        Assert.Contains(result.Leaks, leak => (leak.Secret, leak.Place) == ("HYOPS_CANARY", "state/probe/env.txt"));
        Assert.Equal("leaked", world.LastRotation.Record!.LeakSearch!.Outcome);
    }

    [Fact]
    public async Task A_plan_lists_everybody_and_changes_nothing()
    {
        using var world = new RotationWorld();

        var result = await world.RotateAsync(options => options with { Plan = true });

        var plan = result.Keys[0].Plan;
        Assert.Equal(["step app", "bundle bootstrap/seed", "probe login"], plan.Consumers.Select(consumer => $"{RotationWords.Of(consumer.Kind)} {consumer.Name}"));
        Assert.DoesNotContain(world.Authority.Inner.Calls, call => call.StartsWith("write", StringComparison.Ordinal) || call.StartsWith("disable", StringComparison.Ordinal));
        Assert.False(Directory.Exists(world.Root));
        Assert.Empty(world.Driver.Requests);
    }

    [Theory]
    [InlineData("before write", RotationStage.Writing, 1)]
    [InlineData("after write", RotationStage.Writing, 2)]
    [InlineData("before disable", RotationStage.Verified, 2)]
    [InlineData("after disable", RotationStage.Verified, 2)]
    public async Task Killed_at_the_authority_a_rotation_is_resumed_with_one_new_version(string moment, RotationStage stage, int versions)
    {
        using var world = new RotationWorld();
        world.Authority.FailsAt = moment;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RotateAsync());
        Assert.Contains($"\"stage\": \"{stage}\"", await File.ReadAllTextAsync(world.StateFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(versions, world.Versions.Count);

        world.Authority.FailsAt = null;
        var result = await world.RotateAsync(options => options with { Resume = true, Keys = [] });

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
    }

    [Fact]
    public async Task A_failed_step_keeps_the_old_version_until_it_is_mended()
    {
        using var world = new RotationWorld { Driver = new ScriptedDriver((_, _) => Task.FromResult(Broken)) };

        var failed = await world.RotateAsync();
        var kept = world.Versions.Select(version => version.Enabled).ToList();
        world.Driver = new ScriptedDriver();
        var resumed = await world.RotateAsync(options => options with { Resume = true });

        Assert.Equal((ExitCode.ToolFailed, RotationStage.Written), (failed.ExitCode, failed.Keys[0].State!.Stage));
        Assert.Contains("the module is broken", failed.Keys[0].Failure, StringComparison.Ordinal);
        Assert.Equal([true, true], kept);
        Assert.Equal(ExitCode.Ok, resumed.ExitCode);
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        Assert.Single(world.Driver.Requests);
    }

    [Theory]
    [InlineData("echo refused >&2; exit 3", "exited 3: refused")]
    [InlineData("echo nothing", "expect")]
    public async Task A_probe_that_fails_keeps_the_old_version_even_where_the_unverified_may_go(string body, string says)
    {
        using var world = new RotationWorld();
        world.Probe(body);

        var failed = await world.RotateAsync(options => options with { DisableUnverified = true, Reason = "drill" });

        Assert.Equal((ExitCode.ToolFailed, RotationStage.Applied), (failed.ExitCode, failed.Keys[0].State!.Stage));
        Assert.Contains(says, failed.Keys[0].Failure, StringComparison.Ordinal);
        Assert.Equal([true, true], world.Versions.Select(version => version.Enabled));
        world.Probe("echo logged in");
        Assert.Equal(ExitCode.Ok, (await world.RotateAsync(options => options with { Resume = true })).ExitCode);
        Assert.Single(world.Driver.Requests);
    }

    [Fact]
    public async Task What_cannot_be_finished_is_not_begun()
    {
        using var pinned = new RotationWorld(map: $"shop,APP_DB_PASSWORD,app-db@{1:x32}\n");
        using var homeless = new RotationWorld(probe: "no-such-program-anywhere");

        var pin = await Assert.ThrowsAsync<RotationException>(() => pinned.RotateAsync());
        var probe = await Assert.ThrowsAsync<RotationException>(() => homeless.RotateAsync());
        var external = await Assert.ThrowsAsync<RotationException>(() => homeless.RotateAsync(options => options with { Keys = [SecretName.Parse("APP_LICENSE"), SecretName.Parse("NOT_MAPPED")] }));

        Assert.Contains("pins a version", pin.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program-anywhere is not on PATH", probe.Message, StringComparison.Ordinal);
        Assert.Contains("APP_LICENSE: cannot be made up", external.Message, StringComparison.Ordinal);
        Assert.Contains("NOT_MAPPED: map.csv has no row", external.Message, StringComparison.Ordinal);
        Assert.All([pinned, homeless], world => Assert.DoesNotContain(world.Authority.Inner.Calls, call => call.StartsWith("write", StringComparison.Ordinal)));
        Assert.All([pinned, homeless], world => Assert.False(File.Exists(world.StateFile)));
    }

    [Fact]
    public async Task A_given_value_is_written_as_it_is_and_the_current_one_is_refused()
    {
        using var world = new RotationWorld(input: RotationWorld.OldValue);
        using var other = new RotationWorld(input: "a new value from its owner\n");

        var same = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync(options => options with { Given = new() { Assignments = ["APP_DB_PASSWORD=-"] } }));
        await other.RotateAsync(options => options with { Given = new() { Assignments = ["APP_DB_PASSWORD=-"] } });

        Assert.Contains("nothing would rotate", same.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RotationWorld.OldValue, same.Message, StringComparison.Ordinal);
        Assert.Equal("a new value from its owner", other.Authority.Inner["app-db"]);
    }

    [Fact]
    public async Task Where_no_consumer_is_known_the_old_version_stays_unless_a_reason_is_given()
    {
        using var world = new RotationWorld();
        world.Authority.Inner.Put("app-license", "licence-before-0123456789");
        static RotateOptions Licence(RotateOptions options) => options with { Keys = [SecretName.Parse("APP_LICENSE")] };

        var kept = await world.RotateAsync(options => Licence(options) with { Given = new() { FromEnvironment = ["APP_LICENSE"] } });
        await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync(options => Licence(options) with { Resume = true, DisableUnverified = true }));
        var forced = await world.RotateAsync(options => Licence(options) with { Resume = true, DisableUnverified = true, Reason = "nobody uses it" });

        Assert.Equal((ExitCode.Refused, RotationStage.Applied), (kept.ExitCode, kept.Keys[0].State!.Stage));
        Assert.Equal(ExitCode.Ok, forced.ExitCode);
        Assert.Equal(("disable-unverified", "nobody uses it"), (world.LastRotation.Record!.Overrides[0].Kind, world.LastRotation.Record.Overrides[0].Reason));
    }

    [Fact]
    public async Task Two_rotations_at_once_are_refused_and_an_open_one_is_not_begun_anew()
    {
        using var world = new RotationWorld();
        PrivateDirectory.Create(Path.GetDirectoryName(world.StateFile)!);
        using (FileLock.TryAcquire(Path.Combine(Path.GetDirectoryName(world.StateFile)!, "rotations")))
        {
            var running = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync());
            Assert.Equal(ExitCode.Refused, running.ExitCode);
        }

        world.Authority.FailsAt = "after write";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RotateAsync());
        world.Authority.FailsAt = null;
        var open = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync());

        Assert.Contains("--resume", open.NextStep, StringComparison.Ordinal);
        Assert.Equal(2, world.Versions.Count);
    }
}
