using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using HyOps.Azure;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

namespace HyOps.Bench;

/// <summary>All secrets of a platform from a vault that is 50 ms away: one after another with the plain SDK, and as ours reads them.</summary>
public sealed class KeyVaultReads : IBenchmark
{
    private const int Secrets = 274;
    private const int Rounds = 5;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly SecretName ClientSecret = SecretName.Parse("AZURE_CLIENT_SECRET");

    public string Name => "akv";

    public string Description => $"{Secrets} secrets from Azure Key Vault over a {Latency.TotalMilliseconds} ms round trip, against reading one after another: aim 2 s";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();
        using var authority = new TestCertificateAuthority();
        authority.TrustInThisProcess(Path.Combine(playground.Home, "ca.pem"));
        using var certificate = authority.Issue();
        await using var server = await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = certificate }, cancellationToken);
        server.Faults.Latency = Latency;
        var references = Enumerable.Range(0, Secrets).Select(index => new SecretReference(server.Secrets.Set($"service-{index:000}-password", $"value {index}").Name)).ToList();

        await OursAsync(server, references, playground.Home, cancellationToken);
        var ours = await Bench.MedianAsync(Rounds, () => OursAsync(server, references, playground.Home, cancellationToken));
        var theirs = await Bench.TimeAsync(() => OneAfterAnotherAsync(server, references, cancellationToken));
        bench.Ratio($"{Secrets} secrets, against one after another", theirs, ours);

        server.Faults.Throttling = Throttling.Share(0.05);
        server.Requests.Clear();
        bench.Report("with 5 % of 429 and no Retry-After", await Bench.TimeAsync(() => OursAsync(server, references, playground.Home, cancellationToken)), "ms");
        bench.Report("  requests, of which were refused", server.Requests.ForSecrets.Count, "requests");
        bench.Report("  refused", server.Requests.ForSecrets.Count(request => request.Status == 429), "requests");
        bench.Report("  the most within a second", server.Requests.MostWithin(TimeSpan.FromSeconds(1)), "requests (the vault takes 4,000 in 10 s)");
    }

    private static async Task OursAsync(KeyVaultServer server, List<SecretReference> references, string home, CancellationToken cancellationToken)
    {
        await using var authority = new AzureKeyVaultProvider().Open(new AuthorityAccess
        {
            Settings = new AuthoritySettings
            {
                Kind = AuthoritySettings.AzureKeyVault,
                VaultUri = server.Address,
                Login = new ClientSecretLogin(server.Options.TenantId, server.Options.ClientId, ClientSecret) { AuthorityHost = server.Address, DisableInstanceDiscovery = true },
                MapFile = "secrets/akv-map.csv",
                DisableChallengeResourceVerification = true,
                Location = new SourceLocation("environment.yml", 1, 1),
            },
            Tier = Tier.Local,
            ProjectRoot = home,
            CorrelationId = "bench-20261122T000000Z-00000000",
            Credentials = SecretBundle.From([KeyValuePair.Create(ClientSecret, SecretValue.From(server.Options.ClientSecret))]),
            World = RealSurroundings.Read(),
            Masker = new Masker(),
            Connections = static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
        });
        var reading = await authority.ReadAsync(references, cancellationToken);
        if (reading.Found.Length != references.Count)
        {
            throw new InvalidOperationException($"{reading.Unread.Length} were not read: {reading.Unread[0].Reference} {reading.Unread[0].Message}");
        }
    }

    private static async Task OneAfterAnotherAsync(KeyVaultServer server, List<SecretReference> references, CancellationToken cancellationToken)
    {
        var credential = new ClientSecretCredential(
            server.Options.TenantId, server.Options.ClientId, server.Options.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = server.Address, DisableInstanceDiscovery = true });
        var client = new SecretClient(server.Address, credential, new SecretClientOptions { DisableChallengeResourceVerification = true });
        foreach (var reference in references)
        {
            await client.GetSecretAsync(reference.Name, cancellationToken: cancellationToken);
        }
    }
}
