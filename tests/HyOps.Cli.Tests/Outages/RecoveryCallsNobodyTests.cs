using HyOps.Cli.Tests.Secrets;
using HyOps.Engine.Runs;

namespace HyOps.Cli.Tests.Outages;

/// <summary>
/// A whole recovery of an environment that has a vault, a full secret map and a way to sign in: readiness, a run that stops, another that goes on,
/// a look and the way home. The vault and its sign-in host stand, and count connections: handshakes that come to nothing, too.
/// </summary>
public sealed class RecoveryCallsNobodyTests
{
    private const string Runbook = """
          dr:
            steps:
              - { id: down, kind: wait, every: 1s, budget: 1s, probe: { command: [sh, -c, "test -e $F/down"] } }
              - { id: promote, kind: promote, module: core/test/app, fence: down, check: { command: [sh, -c, "test -e $F/promoted"] } }
              - { id: service, kind: verify, needs: [promote], every: 1s, budget: 1s, probe: { command: [sh, -c, "test -n \"$DB_PASSWORD\" && test -e $F/service"], env: [DB_PASSWORD] } }
          dr-failback:
            steps:
              - { id: home, module: core/test/app }
              - { id: at-home, kind: verify, needs: [home], every: 1s, budget: 1s, probe: { command: [sh, -c, "test -n \"$API_TOKEN\""], env: [API_TOKEN] } }
        """;

    [Fact(Timeout = 180_000)]
    public async Task Neither_the_vault_nor_its_sign_in_host_hears_of_a_recovery()
    {
        await using var world = await AuthorityWorld.StartAsync();
        var flags = Prepare(world);
        await world.CallWithAsync("the bundle's password", "secrets", "set", "DB_PASSWORD=-");
        await world.CallWithAsync("the bundle's token", "secrets", "set", "API_TOKEN=-");
        await world.CallAsync("secrets", "akv-push");
        var compared = await world.CallAsync("secrets", "diff");
        Assert.True(compared.ExitCode == 0, compared.Error);
        var (connections, requests) = (world.Server.Connections, world.Server.Requests.All.Count);
        Assert.NotEqual(0, connections);

        var readiness = await world.CallAsync("dr", "readiness", "--env", "local", "--json");
        var look = await world.CallAsync("run", "dr", "--env", "local", "--dry-run");
        File.WriteAllText(Path.Combine(flags, "down"), "");
        var stopped = await world.CallAsync("run", "dr", "--env", "local");
        File.WriteAllText(Path.Combine(flags, "service"), "");
        var resumed = await world.CallAsync("run", "dr", "--env", "local", "--resume", Last(world).Id.Value);
        var home = await world.CallAsync("run", "dr-failback", "--env", "local");

        Assert.Equal((connections, requests), (world.Server.Connections, world.Server.Requests.All.Count));
        Assert.Equal("ok", (string?)readiness.Json["checks"]!.AsArray().Single(check => (string?)check!["check"] == "bundle-in-step")!["status"]);
        Assert.Contains("service", stopped.Error, StringComparison.Ordinal);
        Assert.Equal((0, 20, 0, 0), (look.ExitCode, stopped.ExitCode, resumed.ExitCode, home.ExitCode));
        Assert.Null(Last(world).Record!.Authority);
        Assert.All(Last(world).Record!.Secrets, secret => Assert.Equal("bundle", secret.Source));
    }

    private static StoredRun Last(AuthorityWorld world) => new RunStore(world.World.Folder.At("home/.hybridops/envs/local/logs")).List()[0];

    private static string Prepare(AuthorityWorld world)
    {
        var flags = world.World.Folder.CreateFolder("flags");
        AppSteps.Add(world.World.Folder);
        world.World.Folder.Write("modules/core/test/app/terraform/main.tf", $"resource \"terraform_data\" \"app\" {{\n  provisioner \"local-exec\" {{ command = \"touch '{flags}/promoted'\" }}\n}}\n");
        var file = world.World.Folder.At("inventories/local/environment.yml");
        var text = File.ReadAllText(file);
        var simple = text.IndexOf("\n  dr:\n", StringComparison.Ordinal) + 1;
        var after = text.IndexOf('\n', text.IndexOf("steps:", simple, StringComparison.Ordinal)) + 1;
        File.WriteAllText(file, text[..simple] + Runbook.Replace("$F", flags.Replace(" ", "\\\\ ", StringComparison.Ordinal), StringComparison.Ordinal) + "\n" + text[after..]);
        return flags;
    }
}
