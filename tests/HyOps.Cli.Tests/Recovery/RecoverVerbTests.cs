using HyOps.Cli.Hosting;
using HyOps.Testing;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Cli.Tests.Recovery;

/// <summary>A recovery with the real Terraform: its shared lease out of reach; then in the middle of its push, with another one beside it and an impatient operator.</summary>
public sealed class RecoverVerbTests : IAsyncLifetime
{
    private readonly TestWorld world = new();
    private HttpStateServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await HttpStateServer.StartAsync();
        world.Folder.Write("modules/core/test/net/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/net"
            inputs: { defaults: {} }
            execution: { driver: "iac/terraform" }
            outputs: { publish: [] }

            """);
        world.Folder.Write("modules/core/test/net/terraform/main.tf", server.Backend("net") + "\nresource \"terraform_data\" \"lan\" {}\n");
        WriteEnvironment();
    }

    public async ValueTask DisposeAsync()
    {
        world.Dispose();
        await server.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_interrupts_and_a_second_recovery_do_not_tear_a_state_that_is_being_pushed()
    {
        server.RefuseWrite = _ => 403;
        var unsaved = await Called.Async(world, "run", "bootstrap", "--no-install", "--json");
        string[] recover = ["recover", "--run", (string)unsaved.Json["run_id"]!, "--yes"];
        WriteEnvironment("lease: { kind: postgres, host: 127.0.0.1, port: 1, database: hyops, user: hyops, password_env: LEASE_PASSWORD, tls: disable }\n");
        await Called.Async(world, "secrets", "set", "LEASE_PASSWORD=nobody-listens-there");
        var leased = await Called.Async(world, recover);
        WriteEnvironment();
        using var interrupts = Interrupts.None();
        Called? second = null;
        server.RefuseWrite = _ =>
        {
            second ??= Called.Async(world, recover).GetAwaiter().GetResult();
            interrupts.Receive();
            interrupts.Receive();
            return null;
        };

        var code = await HyopsHost.RunAsync(recover, world.Surroundings(), interrupts, TestContext.Current.CancellationToken);
        server.RefuseWrite = _ => null;
        var told = world.Output + world.Error;
        var again = await Called.Async(world, recover);
        var next = await Called.Async(world, "run", "bootstrap", "--no-install", "--json");

        Assert.Equal((20, "state-unsaved"), (unsaved.ExitCode, (string?)unsaved.Json["steps"]![0]!["outcome"]));
        Assert.Equal(20, leased.ExitCode);
        Assert.Contains("PostgreSQL 127.0.0.1:1/hyops: ", leased.Error, StringComparison.Ordinal);
        Assert.Equal(13, second!.ExitCode);
        Assert.Contains("this environment is in use by run recover-", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, code);
        Assert.Contains("still waiting, and nothing is sent twice", told, StringComparison.Ordinal);
        Assert.Contains("terraform state (net), for", told, StringComparison.Ordinal);
        Assert.Contains("state pushed (serial 1) and read back", told, StringComparison.Ordinal);
        Assert.Contains("nothing to recover", again.Output, StringComparison.Ordinal);
        Assert.Null(server.LockInfo("net"));
        Assert.Equal((0, "unchanged"), (next.ExitCode, (string?)next.Json["steps"]![0]!["outcome"]));
    }

    private void WriteEnvironment(string lease = "") => world.Folder.Write("inventories/local/environment.yml", $$"""
        api_version: hybridops/v1
        kind: Environment
        name: local
        tier: local
        {{lease}}phases:
          bootstrap:
            steps:
              - { id: net, module: core/test/net }

        """);
}
