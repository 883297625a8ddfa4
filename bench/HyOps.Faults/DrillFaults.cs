using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HyOps.Testing;

namespace HyOps.Faults;

/// <summary>
/// The recovery of the drill environment, killed in each of its steps and gone on with. One platform at a time stands on a machine, so these are done one
/// after another. They need root and what docs/drill.md names.
/// </summary>
internal static class DrillFaults
{
    /// <summary>The word that chooses them.</summary>
    public const string Group = "drill";

    private const string Good = "exit 0; no acknowledged row lost; nothing left";
    private static readonly string[] Steps = ["primary-down", "promote", "dns", "service"];

    /// <summary>All of them.</summary>
    public static IEnumerable<DrillFault> All() =>
    [
        new("none", "-", Good, token => DrillAsync(null, token)),
        .. Steps.Select(step => new DrillFault("SIGKILL of hyops, then --resume", step, Good, token => DrillAsync(step, token))),
        new("SIGKILL of hyops, then --resume on another runner, which has the journal, the bundle and the hosts' keys", "dns", Good, ElsewhereAsync),
        new("none, with asynchronous replication", "-", "exit 20; acknowledged rows lost, and counted; nothing left", AsynchronousAsync),
    ];

    private static async Task<DrillEnd> DrillAsync(string? killedIn, CancellationToken token)
    {
        using var site = await DrillSite.MadeAsync(RepositoryRoot.FullPath, token);
        if (killedIn is null)
        {
            return Told(await site.RecoverAsync([], token));
        }

        var run = await site.KilledInAsync(killedIn, token);
        return Told(await site.RecoverAsync(["--resume", run], token));
    }

    private static async Task<DrillEnd> ElsewhereAsync(CancellationToken token)
    {
        using var site = await DrillSite.MadeAsync(RepositoryRoot.FullPath, token);
        var run = await site.KilledInAsync("dns", token);
        var journal = Path.Combine(site.Home, "journal of the other.jsonl");
        File.Copy(Path.Combine(site.Root, "logs", "dr", run, "journal.jsonl"), journal);
        var other = Path.Combine(site.Home, "another runner");
        Directory.CreateDirectory(other);
        using (var copy = Process.Start("cp", ["-a", Path.Combine(site.Root, "vault"), Path.Combine(site.Root, "site"), other]))
        {
            await copy.WaitForExitAsync(token);
        }

        return Told(await site.RecoverAsync(["--resume", journal], token, other));
    }

    private static async Task<DrillEnd> AsynchronousAsync(CancellationToken token)
    {
        using var folder = new TempFolder("asynchronous");
        foreach (var part in (string[])["modules", "inventories"])
        {
            using var copy = Process.Start("cp", ["-a", Path.Combine(RepositoryRoot.FullPath, part), folder.FullPath]);
            await copy.WaitForExitAsync(token);
        }

        var inputs = folder.At("inventories", "drill", "inputs", "database.yml");
        var text = await File.ReadAllTextAsync(inputs, token);
        await File.WriteAllTextAsync(inputs, text.Contains("synchronous: true", StringComparison.Ordinal) ? text.Replace("synchronous: true", "synchronous: false", StringComparison.Ordinal) : text + "synchronous: false\n", token);
        using var site = await DrillSite.MadeAsync(folder.FullPath, token);
        return Told(await site.RecoverAsync([], token));
    }

    private static DrillEnd Told((int ExitCode, JsonNode? Summary) ended)
    {
        var measured = ended.Summary?["measured"];
        var rows = (long?)measured?["rows_missing"] switch { null => "rows not counted", 0 => "no acknowledged row lost", > 0 => "acknowledged rows lost, and counted", _ => "rows not counted" };
        var left = Directory.Exists("/run/netns") && Directory.GetFiles("/run/netns", "hyops-drill-*").Length > 0 ? "namespaces left" : "nothing left";
        var time = (double?)measured?["recovery_time_ms"] / 1000;
        return new DrillEnd(string.Create(CultureInfo.InvariantCulture, $"exit {ended.ExitCode}; {rows}; {left}"), time is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{time:0.0} s"));
    }
}

/// <summary>A fault of a recovery.</summary>
/// <param name="What">What goes wrong.</param>
/// <param name="Step">In which step.</param>
/// <param name="Expected">What should come of it.</param>
/// <param name="Try">Does it and tells what happened.</param>
internal sealed record DrillFault(string What, string Step, string Expected, Func<CancellationToken, Task<DrillEnd>> Try);

/// <summary>How a drill ended.</summary>
/// <param name="Happened">In the words of <see cref="DrillFault.Expected"/>.</param>
/// <param name="RecoveryTime">From the disaster until the service was healthy, the time until somebody resumed it included.</param>
internal sealed record DrillEnd(string Happened, string RecoveryTime);
