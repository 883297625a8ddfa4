using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.KeyVault;

namespace HyOps.Azure.Tests;

/// <summary>A vault on loopback and what it takes to open it, as an environment of tier local would.</summary>
internal sealed class Vault : IAsyncDisposable
{
    public const string RunId = "steady-state-20261122T044117Z-1a2b3c4d";
    public static readonly SecretName ClientSecretKey = SecretName.Parse("AZURE_CLIENT_SECRET");
    private readonly TestWorld world = new();

    private Vault(KeyVaultServer server) => Server = server;

    public KeyVaultServer Server { get; }

    public Masker Masker { get; } = new();

    public TempFolder Folder => world.Folder;

    public static async Task<Vault> StartAsync(Func<KeyVaultServerOptions, KeyVaultServerOptions>? shape = null)
    {
        var options = new KeyVaultServerOptions { Certificate = Trust.Authority.Issue() };
        return new Vault(await KeyVaultServer.StartAsync(shape?.Invoke(options) ?? options, TestContext.Current.CancellationToken));
    }

    /// <summary>Puts secrets there: <c>app-000</c> and on, each with a value of its own.</summary>
    public IReadOnlyList<SecretReference> Fill(int count) =>
        [.. Enumerable.Range(0, count).Select(index => $"app-{index:000}").Select(name => new SecretReference(Server.Secrets.Set(name, $"value of {name}").Name))];

    public AuthoritySettings Settings() => new()
    {
        Kind = AuthoritySettings.AzureKeyVault,
        VaultUri = Server.Address,
        Login = new ClientSecretLogin(Server.Options.TenantId, Server.Options.ClientId, ClientSecretKey) { AuthorityHost = Server.Address, DisableInstanceDiscovery = true },
        MapFile = "secrets/akv-map.csv",
        DisableChallengeResourceVerification = true,
        Location = new SourceLocation("inventories/local-akv/environment.yml", 9, 5),
    };

    public AuthorityAccess Access(Func<AuthoritySettings, AuthoritySettings>? shape = null, string? clientSecret = null, IReadOnlyDictionary<string, string?>? variables = null) => new()
    {
        Settings = shape?.Invoke(Settings()) ?? Settings(),
        Tier = Tier.Local,
        ProjectRoot = Folder.FullPath,
        CorrelationId = RunId,
        Credentials = SecretBundle.From([KeyValuePair.Create(ClientSecretKey, SecretValue.From(clientSecret ?? Server.Options.ClientSecret))]),
        World = world.Surroundings(variables) with { Clock = Server.Options.Clock },
        Masker = Masker,
        Connections = static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
    };

    public ISecretAuthority Open(Func<AuthoritySettings, AuthoritySettings>? shape = null, string? clientSecret = null) =>
        new AzureKeyVaultProvider().Open(Access(shape, clientSecret));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        world.Dispose();
    }
}
