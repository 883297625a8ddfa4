using HyOps.Core.Leases;
using HyOps.Testing.Postgres;

namespace HyOps.Postgres.Tests;

/// <summary>What the lease keeps of journals, in a real PostgreSQL.</summary>
public sealed class PostgresJournalTests(PostgresFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => fixture.Server;

    [Fact(Timeout = 60_000)]
    public async Task Lines_are_read_in_their_order_and_a_try_may_be_made_again()
    {
        using var runner = new Runner(Server, "kept", "keeper-a");
        await using var lease = await TakeAsync(runner);

        await lease.KeepAsync(1, ["one", "tw\\o ü"], Token);
        await lease.KeepAsync(1, ["one", "tw\\o ü", "three"], Token);

        Assert.Equal(["bootstrap-keeper-a"], await lease.ListJournalsAsync(Token));
        Assert.Equal(["one", "tw\\o ü", "three"], await lease.ReadJournalAsync("bootstrap-keeper-a", Token));
        Assert.Empty(await lease.ReadJournalAsync("bootstrap-nobody", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_machine_reads_them_and_another_environment_does_not()
    {
        using var first = new Runner(Server, "carried", "keeper-a");
        using var second = new Runner(Server, "carried", "keeper-b");
        using var stranger = new Runner(Server, "not-carried", "runner-c");
        var before = await TakeAsync(first);
        await before.KeepAsync(1, ["one"], Token);
        await before.DisposeAsync();

        await using var after = await TakeAsync(second);
        await using var apart = await TakeAsync(stranger);

        Assert.Equal(["one"], await after.ReadJournalAsync("bootstrap-keeper-a", Token));
        Assert.Empty(await apart.ListJournalsAsync(Token));
        Assert.Empty(await apart.ReadJournalAsync("bootstrap-keeper-a", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_lost_the_lease_writes_nothing()
    {
        using var runner = new Runner(Server, "fenced", "keeper-a");
        await using var lease = await TakeAsync(runner);
        await lease.KeepAsync(1, ["one"], Token);
        await Server.QueryAsync("UPDATE hyops_leases SET fence = fence + 1, holder = 'run b' WHERE environment = 'fenced'", Token);

        await Assert.ThrowsAsync<LeaseLostException>(() => lease.KeepAsync(2, ["two"], Token));
        await Assert.ThrowsAsync<LeaseLostException>(() => lease.KeepAsync(1, ["one"], Token));

        Assert.Equal("one", await Server.QueryAsync("SELECT line FROM hyops_journals WHERE environment = 'fenced'", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_enters_between_the_look_at_the_lease_and_the_write()
    {
        using var runner = new Runner(Server, "between", "keeper-a");
        await using var lease = await TakeAsync(runner);
        await lease.KeepAsync(1, ["one"], Token);
        var blocking = Server.QueryAsync("SELECT pg_advisory_lock(4712); SELECT pg_sleep(600)", Token);
        await UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4712 AND granted)");
        var entering = Server.QueryAsync("BEGIN; UPDATE hyops_leases SET fence = fence + 1 WHERE environment = 'between'; SELECT pg_advisory_lock(4712); COMMIT", Token);
        await UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4712 AND NOT granted)");

        var writing = lease.KeepAsync(2, ["two"], Token);
        await Task.WhenAny(writing, UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'hyops bootstrap-keeper-a' AND wait_event_type = 'Lock')"));
        await Server.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4712 AND granted", Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => blocking);
        await entering;

        await Assert.ThrowsAsync<LeaseLostException>(() => writing);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_make_the_table_at_once()
    {
        await Server.QueryAsync("CREATE DATABASE journals", Token);
        var runners = Enumerable.Range(0, 6).Select(i => new Runner(Server, $"many-{i}", $"runner-{i}") { Settings = Runner.SettingsFor(Server) with { Database = "journals" } }).ToList();
        var leases = await Task.WhenAll(runners.Select(TakeAsync));

        await Task.WhenAll(leases.Select(lease => lease.KeepAsync(1, ["one"], Token)));

        Assert.Equal("6", await Server.QueryAsync("journals", "SELECT count(*) FROM hyops_journals", Token));
        await Task.WhenAll(leases.Select(lease => lease.DisposeAsync().AsTask()));
        runners.ForEach(runner => runner.Dispose());
    }

    [Fact(Timeout = 60_000)]
    public async Task The_newest_twenty_stay()
    {
        using var runner = new Runner(Server, "many-runs", "keeper-a");
        await using var lease = await TakeAsync(runner);
        await lease.ListJournalsAsync(Token);
        await lease.KeepAsync(1, ["one"], Token);
        await Server.QueryAsync(
            "INSERT INTO hyops_journals SELECT e, 'dr-' || r, n, 'x', now() - make_interval(days => r) FROM generate_series(1, 30) r, generate_series(1, 2) n, unnest(ARRAY['many-runs', 'many-others']) e", Token);

        await lease.KeepAsync(1, ["one"], Token);

        Assert.Equal(["bootstrap-keeper-a", .. Enumerable.Range(1, 19).Select(day => $"dr-{day}")], await lease.ListJournalsAsync(Token));
        Assert.Equal("30", await Server.QueryAsync("SELECT count(DISTINCT run) FROM hyops_journals WHERE environment = 'many-others'", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_role_that_may_not_keep_them_has_its_lease_all_the_same_and_is_told()
    {
        await Server.QueryAsync($"CREATE ROLE reader LOGIN PASSWORD '{Server.Password}'", Token);
        await Server.QueryAsync("CREATE DATABASE half", Token);
        await Server.QueryAsync("half", "CREATE TABLE hyops_leases (environment text PRIMARY KEY, fence bigint NOT NULL, holder text NOT NULL, since timestamptz NOT NULL, heartbeat timestamptz NOT NULL, released boolean NOT NULL); GRANT SELECT, INSERT, UPDATE ON hyops_leases TO reader", Token);
        using var runner = new Runner(Server, "half", "keeper-a") { Settings = Runner.SettingsFor(Server) with { Database = "half", User = "reader" } };
        await using var lease = await TakeAsync(runner);

        var refused = await Assert.ThrowsAsync<LeaseException>(() => lease.KeepAsync(1, ["one"], Token));

        Assert.Contains("the journals at PostgreSQL", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE IF NOT EXISTS hyops_journals (environment text NOT NULL", refused.NextStep, StringComparison.Ordinal);
        await Server.QueryAsync("half", refused.NextStep![(refused.NextStep!.IndexOf(": ", StringComparison.Ordinal) + 2)..], Token);
        await lease.KeepAsync(1, ["one"], Token);
        Assert.Equal(["one"], await lease.ReadJournalAsync("bootstrap-keeper-a", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_hangs_or_breaks_costs_no_lease()
    {
        await Server.QueryAsync("CREATE DATABASE hangs", Token);
        using var runner = new Runner(Server, "hanging", "keeper-a") { Settings = Runner.SettingsFor(Server) with { Database = "hangs" } };
        await using var lease = await TakeAsync(runner);
        await lease.KeepAsync(1, ["one"], Token);
        var locking = Server.QueryAsync("hangs", "BEGIN; LOCK TABLE hyops_journals; SELECT pg_sleep(600)", Token);
        await UntilAsync("SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = 'hangs' AND mode = 'AccessExclusiveLock' AND granted)");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var hanging = lease.KeepAsync(2, ["two"], limit.Token);
        await UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = 'hangs' AND wait_event_type = 'Lock')");
        await lease.RenewAsync(Token);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        await Server.QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'hangs' AND query LIKE '%pg_sleep(600)%'", Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => locking);

        await lease.KeepAsync(2, ["two"], Token);
        Assert.Equal(["one", "two"], await lease.ReadJournalAsync("bootstrap-keeper-a", Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_line_is_on_the_servers_disk_also_where_the_database_is_lax()
    {
        await Server.QueryAsync("CREATE DATABASE lax", Token);
        await Server.QueryAsync("ALTER DATABASE lax SET synchronous_commit = off", Token);
        using var runner = new Runner(Server, "lax", "keeper-a") { Settings = Runner.SettingsFor(Server) with { Database = "lax" } };
        await using var lease = await TakeAsync(runner);
        await lease.KeepAsync(1, ["one"], Token);
        await Server.QueryAsync("lax", "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.line := current_setting('synchronous_commit'); RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON hyops_journals FOR EACH ROW EXECUTE FUNCTION f()", Token);

        await lease.KeepAsync(2, ["two"], Token);

        Assert.Equal(["one", "on"], await lease.ReadJournalAsync("bootstrap-keeper-a", Token));
    }

    private static async Task<IJournalingLease> TakeAsync(Runner runner) => Assert.IsType<IJournalingLease>(await runner.TakeAsync(Token), exactMatch: false);

    private async Task UntilAsync(string condition)
    {
        while (await Server.QueryAsync(condition, Token) != "t")
        {
            await Task.Delay(20, Token);
        }
    }
}
