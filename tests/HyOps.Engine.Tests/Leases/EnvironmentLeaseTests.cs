using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Core.Runs;
using HyOps.Engine.Leases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Leases;

public sealed class EnvironmentLeaseTests : IDisposable
{
    private readonly TestWorld world = new();
    private readonly RunId first = RunId.Create("bootstrap", TimeProvider.System);

    private string Meta => world.Folder.At("root", "meta");

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_who_holds_the_lease()
    {
        using var lease = EnvironmentLease.Take(Meta, first, world.Surroundings());

        var refused = Assert.Throws<LeaseHeldException>(() => EnvironmentLease.Take(Meta, RunId.Create("dr", TimeProvider.System), world.Surroundings()));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains($"run {first} of tester on test-host (process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_that_was_given_back_can_be_taken_again()
    {
        EnvironmentLease.Take(Meta, first, world.Surroundings()).Dispose();

        Assert.Null(EnvironmentLease.HolderOf(Meta));
        using var again = EnvironmentLease.Take(Meta, first, world.Surroundings());
        Assert.NotNull(EnvironmentLease.HolderOf(Meta));
    }

    [Fact]
    public void What_a_killed_run_left_behind_does_not_hold_the_lease()
    {
        Directory.CreateDirectory(Meta);
        File.WriteAllText(Path.Combine(Meta, "run.lease"), """{"run_id":"bootstrap-20260101T000000Z-00000000","pid":1}""");
        File.WriteAllText(Path.Combine(Meta, "run.lease.lock"), "");

        using var lease = EnvironmentLease.Take(Meta, first, world.Surroundings());

        Assert.Contains(first.Value, EnvironmentLease.HolderOf(Meta), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_that_never_ran_is_free() =>
        Assert.Null(EnvironmentLease.HolderOf(world.Folder.At("nothing")));
}
