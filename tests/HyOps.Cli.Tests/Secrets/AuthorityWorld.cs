using HyOps.Testing;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests.Secrets;

/// <summary>A project whose environment has an Azure Key Vault, on loopback.</summary>
internal sealed class AuthorityWorld : IAsyncDisposable
{
    private AuthorityWorld(KeyVaultServer server) => Server = server;

    internal TestWorld World { get; } = new();

    internal KeyVaultServer Server { get; }

    internal static async Task<AuthorityWorld> StartAsync()
    {
        var world = new AuthorityWorld(await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = TestTls.Authority.Issue() }, TestContext.Current.CancellationToken));
        world.World.Folder.CreateFolder("modules");
        world.World.Folder.Write("secrets/map.csv", "app,DB_PASSWORD,db-password\napp,API_TOKEN,api-token\n");
        world.World.Folder.Write("inventories/local/environment.yml", world.Definition());
        await world.CallWithAsync(world.Server.Options.ClientSecret, "secrets", "set", "AZURE_CLIENT_SECRET=-");
        return world;
    }

    /// <summary>Everything that is on the disk below the world's folder, with its text.</summary>
    internal IEnumerable<(string File, string Text)> Files() =>
        Directory.EnumerateFiles(World.Folder.FullPath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => (file, File.ReadAllText(file, System.Text.Encoding.Latin1)));

    internal Task<Called> CallAsync(params string[] args) => CallWithAsync("", args);

    internal Task<Called> CallWithAsync(string input, params string[] args) => Called.InAsync(World, World.Surroundings(input: input), args);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        World.Dispose();
    }

    private string Definition() => $$"""
        api_version: hybridops/v1
        kind: Environment
        name: local
        tier: local
        phases: {}
        secrets:
          authority:
            kind: azure-key-vault
            vault_uri: "{{Server.Address}}"
            map: secrets/map.csv
            auth:
              method: client-secret
              tenant_id: "{{Server.Options.TenantId}}"
              client_id: "{{Server.Options.ClientId}}"
              client_secret_env: AZURE_CLIENT_SECRET
              authority_host: "{{Server.Address}}"
              disable_instance_discovery: true
            disable_challenge_resource_verification: true

        """;
}
