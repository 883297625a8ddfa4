using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Files;
using HyOps.Testing;
using HyOps.Vault;

namespace HyOps.Engine.Tests.Secrets.Writers;

/// <summary>What the promises say of bundles: whatever is killed, whenever, and however many write at once.</summary>
public sealed class WriterTests : IDisposable
{
    private const int Processes = 16;
    private const int SetsEach = 50;
    private const int Kills = 100;
    private const int KilledAtOnce = 4;
    private const string Canary = "canary-that-must-stay-sealed";
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("first word");
    private readonly TempFolder folder = new("writers");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 600_000)]
    public async Task Sixteen_processes_with_fifty_sets_each_keep_all_eight_hundred()
    {
        AtomicFile.Write(folder.At("password"), "first word\n");
        var writers = Enumerable.Range(0, Processes).Select(one => WriterProcess.Start(folder, "many", folder.At("password"), $"P{one}", SetsEach.ToString(CultureInfo.InvariantCulture))).ToList();
        foreach (var writer in writers)
        {
            var error = await writer.StandardError.ReadToEndAsync(Token);
            await writer.WaitForExitAsync(Token);
            Assert.Equal((0, ""), (writer.ExitCode, error));
            writer.Dispose();
        }

        var secrets = Open(folder).Secrets;
        Assert.Equal(Processes * SetsEach, secrets.Count);
        Assert.All(secrets.Secrets, pair => Assert.Equal($"value of {pair.Key}", pair.Value.Reveal()));
    }

    [Fact(Timeout = 600_000)]
    public async Task A_hundred_kills_at_any_moment_tear_nothing_lose_nothing_and_leave_no_plaintext()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, KilledAtOnce).Select(_ => KillManyAsync(Kills / KilledAtOnce)));
        var leftovers = counts.Sum();

        // Kills that hit no write would prove nothing.
        Assert.True(leftovers > 0, "no kill hit a write");
        TestContext.Current.SendDiagnosticMessage($"{Kills} kills, {leftovers} of them between the temporary file and its rename");
    }

    // The same bundle again and again: what a killed writer left must hinder none after it.
    private static async Task<int> KillManyAsync(int kills)
    {
        using var folder = new TempFolder("killed");
        AtomicFile.Write(folder.At("password"), "first word\n");
        var leftovers = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            leftovers += await KillOneAsync(folder, isAimed: kill % 2 == 1);
        }

        return leftovers;
    }

    private static async Task<int> KillOneAsync(TempFolder folder, bool isAimed)
    {
        using var writer = WriterProcess.Start(folder, "endless", folder.At("password"), Canary);
        Assert.Equal("1", await writer.StandardOutput.ReadLineAsync(Token));
        await Task.Delay(TimeSpan.FromMicroseconds(RandomNumberGenerator.GetInt32(40_000)), Token);
        if (isAimed)
        {
            WaitForTemporary(folder);
        }

        writer.Kill();
        var rest = await writer.StandardOutput.ReadToEndAsync(Token);
        await writer.WaitForExitAsync(Token);
        return Check(folder, rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Append(1).Max());
    }

    // A write takes a millisecond of a round: kills that only happen on it would prove little.
    private static void WaitForTemporary(TempFolder folder)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!Directory.EnumerateFiles(VaultOf(folder), ".*.tmp").Any() && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5))
        {
            // Not asleep: it would be over by then.
        }
    }

    private static string VaultOf(TempFolder folder) => folder.At("home", ".hybridops", "envs", "dev", "vault");

    private static int Check(TempFolder folder, int sure)
    {
        var values = Open(folder).Secrets.Values.Select(value => value.Reveal()).ToList();
        Assert.Equal(2, values.Count);
        Assert.Equal(values[0], values[1]);
        Assert.Contains(values[0], (string[])[$"{Canary}-{sure}", $"{Canary}-{sure + 1}"]);
        var everything = Directory.EnumerateFiles(folder.FullPath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ToList();
        Assert.All(everything, file => Assert.DoesNotContain(Canary, File.ReadAllText(file, Encoding.Latin1), StringComparison.Ordinal));
        return everything.Count(file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private static EnvFile Open(TempFolder folder)
    {
        using var opened = AnsibleVaultEnvelope.Open("test", File.ReadAllBytes(Path.Combine(VaultOf(folder), "bootstrap.vault.env")), Password);
        return EnvFileBody.Parse("test", opened.Body, new HashSet<Core.Secrets.SecretName>());
    }
}
