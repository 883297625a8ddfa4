using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.States;
using HyOps.Engine.Roots;
using HyOps.Testing;
using HyOps.Testing.Postgres;

namespace HyOps.Engine.Tests.Preflight.States;

/// <summary>The <c>pg</c> backend's state, in a real PostgreSQL that asks for a password.</summary>
public sealed class PostgresStateTests : IDisposable
{
    private readonly TempFolder folder = new("states");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_server_is_reached_without_a_login_and_its_lock_is_never_said_to_be_free()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await PostgresServer.StartAsync(token);
        var at = $"127.0.0.1:{server.Port}";
        var wrong = server.Url.Replace(server.Password, "not-to-be-seen-9", StringComparison.Ordinal);

        var free = await LookAsync(server.Url);
        var holder = server.QueryAsync("SELECT pg_advisory_lock(4711); SELECT pg_sleep(600);", token);
        await server.QueryAsync("DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted) LOOP PERFORM pg_sleep(0.02); END LOOP; END $$", token);
        var locked = await LookAsync(server.Url);
        var denied = await LookAsync(wrong);
        await server.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => holder);
        var down = await LookAsync(server.Url);

        var answers = StateSeen.LockUnknown($"PostgreSQL answers at {at}", "who holds PostgreSQL's advisory locks is only seen after a login");
        Assert.Equal([answers, answers, answers], (StateSeen[])[free, locked, denied]);
        Assert.Equal((CheckStatus.Failed, CheckStatus.NotApplicable), (down.Reached.Status, down.Unlocked.Status));
        Assert.StartsWith($"PostgreSQL at {at} cannot be reached: ", down.Reached.Detail, StringComparison.Ordinal);
        Assert.All((StateSeen[])[free, locked, denied, down], seen => Assert.DoesNotContain(server.Password, seen.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("authentication failed", server.Log, StringComparison.Ordinal);
    }

    private Task<StateSeen> LookAsync(string connection)
    {
        folder.Write("module/terraform/main.tf", "terraform {\n  backend \"pg\" {}\n}\n");
        var here = new SourceLocation("spec.yml");
        var contract = new ModuleContract
        {
            ModuleRef = ModuleRef.Parse("test/state"), Location = here, Directory = folder.At("module"), Defaults = ConfigMap.Empty(here), Driver = DriverKind.Terraform, Stack = "terraform",
        };
        var given = SecretBundle.Empty.With(SecretName.Parse("PG_CONN_STR"), SecretValue.From(connection));
        var probe = new StateProbe(
            new ScopedModule(Phase.Bootstrap, "app", new ResolvedModule { Contract = contract, Inputs = contract.Defaults }),
            new RuntimeRoot(folder.At("root")), _ => Task.FromResult(given), () => new SocketsHttpHandler());
        return probe.LookAsync(TestContext.Current.CancellationToken);
    }
}
