using HyOps.Testing;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests.Secrets;

/// <summary>An environment whose authority is a HashiCorp Vault, on loopback: the verbs and a whole run.</summary>
public sealed class HashiCorpVaultTests : IAsyncLifetime
{
    private const string SecretId = "secret-id-0f-the-approle-77";
    private readonly TestWorld world = new();
    private readonly HashiCorpVaultApi api = new() { AppRole = ("hyops-role", SecretId), Secrets = new KvEngine("secret", 2) };
    private LoopbackServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await LoopbackServer.StartAsync(api.Answer, TestTls.Authority);
        world.Folder.Write("secrets/map.csv", "app,DB_PASSWORD,team/app#db_password\napp,API_TOKEN,team/app#token@1\n");
        world.Folder.Write("inventories/local/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            phases: {}
            secrets:
              authority:
                kind: hashicorp-vault
                vault_uri: "{{server.Address}}"
                map: secrets/map.csv
                auth: { method: approle, role_id: hyops-role, secret_id_env: VAULT_SECRET_ID }

            """);
        AppSteps.Add(world.Folder);
        api.Secrets!.Put("team/app", ("db_password", "first password here"), ("token", "first token here"));
        api.Secrets.Put("team/app", ("db_password", "second password here"), ("token", "second token here"));
        await CallAsync(SecretId, "secrets", "set", "VAULT_SECRET_ID=-");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        world.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Vault_sync_brings_the_values_into_the_bundle()
    {
        var wrong = await CallAsync("", "secrets", "akv-sync");
        var asked = server.Requests.Count;
        var planned = await CallAsync("", "secrets", "vault-sync", "--dry-run");
        var before = await CallAsync("", "secrets", "keys");
        var synced = await CallAsync("", "secrets", "vault-sync");
        var same = await CallAsync("", "secrets", "diff", "--json");

        Assert.Equal((2, 0), (wrong.ExitCode, asked));
        Assert.Contains("hyops secrets vault-sync --env local", wrong.Error, StringComparison.Ordinal);
        Assert.Equal("API_TOKEN: would be added\nDB_PASSWORD: would be added\n", planned.Output);
        Assert.Equal("VAULT_SECRET_ID\n", before.Output);
        Assert.Equal((0, "API_TOKEN: added\nDB_PASSWORD: added\n"), (synced.ExitCode, synced.Output));
        Assert.Equal("second password here", (await CallAsync("", "secrets", "show", "--reveal", "DB_PASSWORD")).Output);
        Assert.Equal("first token here", (await CallAsync("", "secrets", "show", "--reveal", "API_TOKEN")).Output);
        Assert.Equal((0, false), (same.ExitCode, (bool)same.Json["drift"]!));
        Assert.Equal(0, api.LiveTokens);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_path_that_may_not_be_read_changes_nothing_and_names_the_policy()
    {
        api.Secrets!.Forbidden.Add("team/app");

        var synced = await CallAsync("", "secrets", "vault-sync");
        var run = await CallAsync("", "run", "steady-state", "--no-install");

        Assert.Equal((21, 21), (synced.ExitCode, run.ExitCode));
        Assert.Contains("capabilities", synced.Output + synced.Error, StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD", run.Error, StringComparison.Ordinal);
        Assert.Equal("VAULT_SECRET_ID\n", (await CallAsync("", "secrets", "keys")).Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_whole_steady_state_takes_its_secrets_from_it_and_records_their_versions()
    {
        var run = await CallAsync("", "run", "steady-state", "--no-install");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["API_TOKEN hashicorp-vault team/app#token 1", "DB_PASSWORD hashicorp-vault team/app#db_password 2"], AppSteps.LastSecrets(world));
        Assert.Equal(0, api.LiveTokens);
        Assert.All(Files(), text => Assert.DoesNotContain("password here", text, StringComparison.Ordinal));
        Assert.All(Files().Append(run.Output + run.Error), text => Assert.DoesNotContain(SecretId, text, StringComparison.Ordinal));
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(world.Folder.At("home"), "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1));

    private Task<Called> CallAsync(string input, params string[] args) => Called.InAsync(world, world.Surroundings(input: input), args);
}
