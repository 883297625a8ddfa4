using HyOps.Contracts.SecretMaps;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets.Transfers;

/// <summary>A bundle, an authority in memory and a map between them.</summary>
internal sealed class TransferWorld : IDisposable
{
    public TransferWorld(string map = "app,DB_PASSWORD,db-password\napp,API_TOKEN,api-token\n") => Map = ReadMap(map);

    public SecretsWorld World { get; } = new();

    public InMemoryAuthority Authority { get; } = new();

    public SecretMap Map { get; set; }

    public SeenVersions Seen => new(World.Chosen.Root, TimeProvider.System);

    public static SecretMap ReadMap(string text)
    {
        var problems = new ProblemList();
        var map = SecretMapReader.Parse(text, "map.csv", AuthoritySettings.AzureKeyVault, SecretMap.AllScopes, problems);
        Assert.False(problems.HasErrors);
        return map;
    }

    public Task<SyncResult> SyncAsync(SyncOptions? options = null) =>
        new SyncSecrets(World.Store(), Authority, Map, Seen).RunAsync(options ?? new(), SecretsWorld.Token);

    public Task<PushResult> PushAsync(PushOptions? options = null) =>
        new PushSecrets(World.Store(), Authority, Map, Seen).RunAsync(options ?? new(), SecretsWorld.Token);

    public void Dispose() => World.Dispose();
}
