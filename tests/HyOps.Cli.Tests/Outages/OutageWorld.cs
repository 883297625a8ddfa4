using System.Net;
using System.Net.Sockets;
using HyOps.Cli.Tests.Secrets;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests.Outages;

/// <summary>
/// An environment in good order: its Key Vault on loopback and its bundle hold the same two secrets, and were compared. Its Terraform writes down
/// what it is called with. What goes wrong then is a test's business.
/// </summary>
public sealed class OutageWorld : IAsyncLifetime
{
    private const string Environment = "inventories/local/environment.yml";
    private AuthorityWorld inner = null!;
    private string definition = "";

    internal KeyVaultServer Vault => inner.Server;

    internal ImpatientProvider Provider { get; } = new();

    /// <summary>A vault whose certificate is another one's.</summary>
    internal KeyVaultServer Stranger { get; private set; } = null!;

    /// <summary>Takes connections, and never says a word.</summary>
    internal TcpListener Silent { get; } = new(IPAddress.Loopback, 0);

    internal string ToolCalls => inner.World.Folder.At("terraform.calls");

    internal StoredRun LastRun => new RunStore(inner.World.Folder.At("home/.hybridops/envs/local/logs")).List()[0];

    public async ValueTask InitializeAsync()
    {
        inner = await AuthorityWorld.StartAsync();
        Stranger = await KeyVaultServer.StartAsync(new KeyVaultServerOptions { Certificate = TestTls.Authority.IssueForAnother("another.example") }, TestContext.Current.CancellationToken);
        Silent.Start();
        AppSteps.Add(inner.World.Folder);
        definition = await File.ReadAllTextAsync(inner.World.Folder.At(Environment), TestContext.Current.CancellationToken);
        inner.World.Folder.WriteScript("tools/terraform", $"echo \"$1\" >> '{ToolCalls}'\nexec env PATH=\"${{PATH#*:}}\" terraform \"$@\"");
        foreach (var (key, name) in new[] { ("DB_PASSWORD", "db-password"), ("API_TOKEN", "api-token") })
        {
            Vault.Secrets.Set(name, $"the same value of {name}");
            await inner.CallWithAsync($"the same value of {name}", "secrets", "set", $"{key}=-");
        }

        var compared = await inner.CallAsync("secrets", "diff");
        Assert.True(compared.ExitCode == 0, compared.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await Stranger.DisposeAsync();
        Silent.Dispose();
    }

    /// <summary>Everything works again, and nothing was asked yet.</summary>
    internal void Mend()
    {
        File.WriteAllText(inner.World.Folder.At(Environment), definition);
        File.Delete(ToolCalls);
        Provider.AnswerTime = TimeSpan.FromSeconds(30);
        var faults = Vault.Faults;
        (faults.Outages, faults.SignInOutages, faults.Throttling, faults.RetryAfter) = (0, 0, null, null);
        faults.Refusals.Clear();
        Vault.Requests.Clear();
    }

    /// <summary>Writes another address into environment.yml, in the place of a setting's.</summary>
    internal void Lead(string setting, Uri address) =>
        File.WriteAllText(inner.World.Folder.At(Environment), definition.Replace($"{setting}: \"{Vault.Address}\"", $"{setting}: \"{address}\"", StringComparison.Ordinal));

    internal static Uri Closed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    internal Task<Called> CallAsync(params string[] args) => Called.InAsync(inner.World, Surroundings(), args);

    /// <summary>Runs steady state; what stops it is the answer.</summary>
    internal async Task<HyOpsException?> RunAsync(Func<RunPhaseOptions, RunPhaseOptions>? adjust = null)
    {
        var options = new RunPhaseOptions { Phase = Phase.SteadyState, Environment = "local" };
        try
        {
            await new RunPhase(EngineServices.In(Surroundings(), Provider)).RunAsync(adjust?.Invoke(options) ?? options, NobodyWatches.Instance, TestContext.Current.CancellationToken);
            return null;
        }
        catch (HyOpsException stopped)
        {
            return stopped;
        }
    }

    private Core.World.Surroundings Surroundings() =>
        inner.World.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = $"{inner.World.Folder.At("tools")}:{System.Environment.GetEnvironmentVariable("PATH")}" });

    private sealed class NobodyWatches : IRunObserver
    {
        public static readonly NobodyWatches Instance = new();

        public void On(RunEvent runEvent)
        {
        }
    }
}
