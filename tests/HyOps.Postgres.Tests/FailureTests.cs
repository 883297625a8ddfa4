using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Testing.Postgres;

namespace HyOps.Postgres.Tests;

public sealed class FailureTests(PostgresFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => fixture.Server;

    private PostgresLeaseSettings Settings => Runner.SettingsFor(Server);

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_password_names_the_key_and_never_the_password()
    {
        using var runner = new Runner(Server, "failing", "failer") { Password = "correct-horse-battery" };

        var refused = await Assert.ThrowsAsync<LeaseException>(() => runner.TakeAsync(Token));

        Assert.Equal(ExitCode.ToolFailed, refused.ExitCode);
        Assert.Contains("the password of hyops is wrong", refused.Message, StringComparison.Ordinal);
        Assert.Contains("hyops secrets set --env failing LEASE_PASSWORD=-", refused.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse-battery", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("***", runner.Masker.Mask("correct-horse-battery"));
    }

    [Fact(Timeout = 60_000)]
    public Task A_missing_database_is_named() => SaysAsync(Settings with { Database = "nowhere" }, "there is no database nowhere", "createdb nowhere");

    [Fact(Timeout = 60_000)]
    public Task A_closed_port_is_named() => SaysAsync(Settings with { Port = 1 }, "127.0.0.1 refuses connections on port 1", "lease.port of environment.yml");

    [Fact(Timeout = 60_000)]
    public Task An_unknown_name_is_named() => SaysAsync(Settings with { Host = "db.invalid" }, "the name db.invalid is not known (DNS)", "getent hosts db.invalid");

    [Fact(Timeout = 60_000)]
    public Task A_server_without_tls_gets_no_password() => SaysAsync(Settings with { Tls = PostgresTls.VerifyFull }, "no secure connection can be made (TLS)", "lease.root_certificate");

    [Fact(Timeout = 60_000)]
    public async Task A_role_that_may_make_no_table_is_told_what_the_owner_must_do()
    {
        await Server.QueryAsync($"CREATE ROLE guest LOGIN PASSWORD '{Server.Password}'", Token);
        await Server.QueryAsync("CREATE DATABASE guarded", Token);

        await SaysAsync(Settings with { Database = "guarded", User = "guest" }, "guest lacks a privilege", "CREATE TABLE IF NOT EXISTS hyops_leases (environment text PRIMARY KEY");
    }

    [Fact(Timeout = 60_000)]
    public async Task Asking_who_holds_it_leaves_no_table()
    {
        await Server.QueryAsync("CREATE DATABASE untouched", Token);
        using var runner = new Runner(Server, "asked", "asker") { Settings = Settings with { Database = "untouched" } };

        Assert.Null(await runner.HolderAsync(Token));

        await using var lease = await runner.TakeAsync(Token);
        Assert.Equal(1, lease.Fence);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_went_away_and_came_back_keeps_the_lease()
    {
        await using var own = await PostgresServer.StartAsync(Token);
        using var runner = new Runner(own, "away", "leaver");
        await using var lease = await runner.TakeAsync(Token);
        await own.StopAsync();

        await Assert.ThrowsAsync<LeaseException>(() => lease.RenewAsync(Token));
        var away = await Assert.ThrowsAsync<LeaseException>(() => lease.RenewAsync(Token));
        Assert.Contains("refuses connections", away.Message, StringComparison.Ordinal);

        await own.StartAgainAsync(Token);
        await lease.RenewAsync(Token);
    }

    private async Task SaysAsync(PostgresLeaseSettings settings, string what, string fix)
    {
        using var runner = new Runner(Server, "failing", "failer") { Settings = settings };

        var refused = await Assert.ThrowsAsync<LeaseException>(() => runner.TakeAsync(Token));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fix, refused.NextStep, StringComparison.Ordinal);
    }
}
