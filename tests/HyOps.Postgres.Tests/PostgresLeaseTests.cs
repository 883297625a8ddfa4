using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Testing.Postgres;

namespace HyOps.Postgres.Tests;

public sealed class PostgresLeaseTests(PostgresFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => fixture.Server;

    [Fact(Timeout = 60_000)]
    public async Task One_run_has_it_and_another_is_told_who()
    {
        using var first = new Runner(Server, "two-runs", "runner-a");
        using var second = new Runner(Server, "two-runs", "runner-b");
        await using var lease = await first.TakeAsync(Token);

        var refused = await Assert.ThrowsAsync<LeaseHeldException>(() => second.TakeAsync(Token));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains("run bootstrap-runner-a of ops on runner-a (process 42), since ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("runner-a", await second.HolderAsync(Token), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Environments_do_not_meet()
    {
        using var first = new Runner(Server, "apart-a", "runner-a");
        using var second = new Runner(Server, "apart-b", "runner-b");

        await using var one = await first.TakeAsync(Token);
        await using var other = await second.TakeAsync(Token);

        Assert.Equal(one.Fence, other.Fence);
    }

    [Fact(Timeout = 60_000)]
    public async Task Given_back_it_goes_to_the_next_at_once_under_a_greater_number()
    {
        using var first = new Runner(Server, "given-back", "runner-a");
        using var second = new Runner(Server, "given-back", "runner-b");
        var earlier = await first.TakeAsync(Token);
        await earlier.DisposeAsync();

        Assert.Null(await second.HolderAsync(Token));
        await using var later = await second.TakeAsync(Token);

        Assert.True(later.Fence > earlier.Fence);
        Assert.Empty(second.Reports);
    }

    [Fact(Timeout = 60_000)]
    public async Task Of_many_at_once_one_gets_it_also_where_the_table_is_not_there_yet()
    {
        await Server.QueryAsync("CREATE DATABASE fresh", Token);
        var runners = Enumerable.Range(0, 8).Select(i => new Runner(Server, "many", $"runner-{i}") { Settings = Runner.SettingsFor(Server) with { Database = "fresh" } }).ToList();

        var tries = await Task.WhenAll(runners.Select(async runner =>
        {
            try
            {
                return await runner.TakeAsync(Token);
            }
            catch (LeaseHeldException)
            {
                return null;
            }
        }));

        var lease = Assert.Single(tries, one => one is not null);
        await lease!.DisposeAsync();
        runners.ForEach(runner => runner.Dispose());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broken_connection_is_made_again_and_the_lease_is_the_same()
    {
        using var runner = new Runner(Server, "broken", "runner-a");
        await using var lease = await runner.TakeAsync(Token);
        await CutAsync("runner-a");

        await RenewUntilAsync(lease);

        using var other = new Runner(Server, "broken", "runner-b");
        await Assert.ThrowsAsync<LeaseHeldException>(() => other.TakeAsync(Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_takes_it_from_a_lost_connection_waits_and_the_one_before_is_told()
    {
        using var first = new Runner(Server, "lost", "runner-a");
        using var second = new Runner(Server, "lost", "runner-b");
        var before = await first.TakeAsync(Token);
        await CutAsync("runner-a");

        await using var after = await second.TakeAsync(Token);

        var report = Assert.Single(second.Reports);
        Assert.Contains("runner-a", report, StringComparison.Ordinal);
        Assert.Contains("waiting 30 s", report, StringComparison.Ordinal);
        var lost = await Assert.ThrowsAsync<LeaseLostException>(() => RenewUntilAsync(before));
        Assert.Contains("it went to run bootstrap-runner-b", lost.Message, StringComparison.Ordinal);
        await before.DisposeAsync();
        await after.RenewAsync(Token);
    }

    // The first use of a connection that was cut says so; the next one makes another.
    private static async Task RenewUntilAsync(ISharedLease lease)
    {
        for (var failed = 0; ; failed++)
        {
            try
            {
                await lease.RenewAsync(Token);
                return;
            }
            catch (LeaseException) when (failed < 3)
            {
            }
        }
    }

    private Task<string> CutAsync(string name) =>
        Server.QueryAsync($"SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = 'hyops bootstrap-{name}'", Token);
}
