using System.Runtime.InteropServices;
using HyOps.Testing.Postgres;

namespace HyOps.EndToEnd.Tests;

/// <summary>Two machines, each with a home of its own, and one PostgreSQL in which they agree.</summary>
public sealed class SharedLeaseTests : IAsyncLifetime
{
    private readonly Lab lab = new();
    private readonly Operator one;
    private readonly Operator other;
    private PostgresServer server = null!;

    public SharedLeaseTests()
    {
        one = new Operator(lab.Project);
        other = new Operator(lab.Project);
    }

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        var environment = Path.Combine("inventories", Lab.Terraform, "environment.yml");
        var text = await File.ReadAllTextAsync(Path.Combine(lab.Project, environment));
        lab.Write(environment, text.Replace(
            "tier: local\n",
            $"tier: nonprod\nlease: {{ kind: postgres, host: 127.0.0.1, port: {server.Port}, database: {PostgresServer.User}, user: {PostgresServer.User}, password_env: LEASE_PASSWORD, tls: disable }}\n",
            StringComparison.Ordinal));
        foreach (var somebody in new[] { one, other })
        {
            somebody.Folder.Write("password", "correct horse battery staple\n");
            File.SetUnixFileMode(somebody.Folder.At("password"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            somebody.Variables["HYOPS_VAULT_PASSWORD_FILE"] = somebody.Folder.At("password");
            (await somebody.ShellAsync($"printf %s '{server.Password}' | '{Hosts.Hyops}' secrets set --env {Lab.Terraform} LEASE_PASSWORD=-")).Is(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        one.Dispose();
        other.Dispose();
        lab.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_second_machine_is_told_who_runs_and_the_record_has_the_fencing_number()
    {
        using var first = one.StartBootstrap(Lab.Terraform, hyops: true);
        await lab.WaitUntilBusyAsync(Lab.Terraform);

        using var late = other.StartBootstrap(Lab.Terraform, hyops: true);
        var second = await Operator.EndAsync(late);

        second.Is(13, "this environment is in use by run bootstrap-", "last heard of ");
        await first.SignalAsync(PosixSignal.SIGINT);
        var ended = await Operator.EndAsync(first);
        ended.Is(130, "lease: taken (postgres, fencing number 1)");
        Assert.Contains("\"fence\": 1", Record(one), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, ended.All + second.All + Record(one), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_database_out_of_reach_stops_the_run_before_its_first_step()
    {
        await server.StopAsync();

        using var run = one.StartBootstrap(Lab.Terraform, hyops: true);
        var ended = await Operator.EndAsync(run);

        ended.Is(20, $"PostgreSQL 127.0.0.1:{server.Port}/{PostgresServer.User}: 127.0.0.1 refuses connections");
        Assert.False(File.Exists(lab.Marker(Lab.Terraform)));
    }

    private static string Record(Operator somebody) =>
        File.ReadAllText(Directory.EnumerateFiles(somebody.At("logs", Lab.Terraform), "record.json", SearchOption.AllDirectories).Single(path => path.Contains("bootstrap-", StringComparison.Ordinal)));
}
