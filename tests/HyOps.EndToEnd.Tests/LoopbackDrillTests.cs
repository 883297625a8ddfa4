using System.Globalization;
using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// The drill where there are no network namespaces: the platform of docs/drill.md on loopback addresses, made, lost and recovered. It has a name, addresses
/// and a directory of its own, so that it stands beside any other.
/// </summary>
public sealed class LoopbackDrillTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Operator somebody = new();
    private readonly int network = 150 + (Environment.ProcessId % 100);

    private string Project => somebody.Folder.At("project");

    private string Name => $"loop{network}";

    // Servers are told it, so it has no spaces.
    private string Disks => Path.Combine(Path.GetTempPath(), $"hyops-{Name}");

    public async ValueTask InitializeAsync()
    {
        var password = somebody.Folder.Write("password", "a vault password of a test: 32 chars\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        somebody.Variables["HYOPS_VAULT_PASSWORD_FILE"] = password;
        Directory.CreateDirectory(Project);
        (await EndAsync(somebody.Start("/bin/cp", "-a", Path.Combine(RepositoryRoot.FullPath, "modules"), Path.Combine(RepositoryRoot.FullPath, "inventories"), Project))).Is(0);
        var drill = Path.Combine(Project, "inventories", "drill");
        var hosts = Path.Combine(drill, "hosts.yml");
        var ours = string.Create(CultureInfo.InvariantCulture, $"10.{network}.");
        await File.WriteAllTextAsync(hosts, (await File.ReadAllTextAsync(hosts)).Replace("10.89.", ours, StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(drill, "inputs", "site.yml"),
            $"site_mode: loopback\nsite_name: {Name}\nsite_directory: {Disks}\nsite_network: {ours}0.0/16\nsite_apart: [\"runner primary\"]\nsite_dns_address: {ours}3.10\nsite_domain: drill.example\n");
    }

    public async ValueTask DisposeAsync()
    {
        somebody.Variables["HYOPS_RUNTIME_ROOT"] = somebody.Root("drill");
        await EndAsync(somebody.Start(Path.Combine(Project, "inventories", "drill", "probes", "cleanup")));
        somebody.Dispose();
    }

    [Fact]
    public async Task A_platform_on_loopback_addresses_is_lost_and_recovered_without_a_row_and_nothing_stays()
    {
        (await HyopsAsync("secrets", "ensure", "DRILL_APP_DB_PASSWORD", "DRILL_PG_REPLICATION_PASSWORD", "DRILL_DNS_TSIG_SECRET")).Is(0);
        (await HyopsAsync("run", "bootstrap", "--no-install")).Is(0, "5 changed", "The hosts are loopback addresses, with no network between them: site_mode asks for it");

        var recovered = (await HyopsAsync("run", "dr", "--no-install", "--json")).Is(0, "site B is not cut off first");

        var measured = JsonNode.Parse(recovered.Output)!["measured"]!;
        Assert.True((long)measured["rows_acknowledged"]! > 0, measured.ToJsonString());
        Assert.Equal(0, (long)measured["rows_missing"]!);
        Assert.False(Path.Exists(Disks));
        Assert.Empty(Directory.GetDirectories("/dev/shm", Name + "-*"));
        Assert.DoesNotContain(Processes(), process => process.Contains(Disks, StringComparison.Ordinal) || process.Contains("=" + Name + "-", StringComparison.Ordinal));
    }

    /// <summary>The command lines and environments of what runs here, as far as they may be read.</summary>
    private static IEnumerable<string> Processes()
    {
        foreach (var file in Directory.GetDirectories("/proc").SelectMany(entry => (string[])[Path.Combine(entry, "cmdline"), Path.Combine(entry, "environ")]))
        {
            var text = "";
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended, or is somebody else's; or this is no process.
            }

            yield return text;
        }
    }

    private Task<Ended> HyopsAsync(params string[] arguments) => EndAsync(somebody.Start(Hosts.Hyops, [.. arguments, "--env", "drill", "--project", Project]));

    private static async Task<Ended> EndAsync(Run run)
    {
        using (run)
        {
            using var patience = new CancellationTokenSource(Patience);
            return await run.EndAsync(patience.Token);
        }
    }
}
