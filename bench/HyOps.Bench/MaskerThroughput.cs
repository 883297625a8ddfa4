using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Bench;

/// <summary>How many MB of log a second the masker passes, with few and many secrets in all forms.</summary>
public sealed class MaskerThroughput : IBenchmark
{
    private const int Megabytes = 64;
    private const double Million = 1_000_000;
    private const long StreamBytes = 2_000_000_000;

    // One Replace or one sed expression for each of 500 secrets takes long: they get a part of the log, and the masker the same part.
    private const int PartShare = 16;

    /// <inheritdoc/>
    public string Name => "masker";

    /// <inheritdoc/>
    public string Description => "masker throughput in MB/s over log text; aims: 1000 with 10 secrets, 200 with 500 secrets; beside it one Replace per secret and sed (literal form alone)";

    /// <inheritdoc/>
    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var random = new Random(11);
        var log = Log(random);
        foreach (var (count, length) in new[] { (10, 32), (500, 32), (10, 8), (500, 8), (10, 4), (40, 6) })
        {
            await MeasureAsync(bench, log, SecretTexts(random, count, length));
        }

        await MeasureTalkAsync(bench, SecretTexts(random, 10, 32));

        using var playground = new Playground();
        foreach (var count in new[] { 10, 500 })
        {
            await CompareAsync(bench, playground, log[..(log.Length / PartShare)], SecretTexts(random, count, 32), cancellationToken);
        }

        MeasureMemory(bench, log, SecretTexts(random, 500, 32));
    }

    private static async Task MeasureAsync(Bench bench, byte[] log, List<string> secrets)
    {
        var set = MaskerOf(secrets);
        var salted = Salted(log, secrets);
        var medians = await Bench.MediansAsync(5, Bench.Waiting(() => Pass(set, log)), Bench.Waiting(() => Pass(set, salted)));
        var label = $"{secrets.Count} secrets of {secrets[0].Length} characters";
        bench.Report($"{label}, clean log", log.Length / Million / (medians[0] / 1000), "MB/s");
        bench.Report($"{label}, one in every 4 KB", salted.Length / Million / (medians[1] / 1000), "MB/s");
    }

    // The worst text for the second net: this repository's pages speak of passwords, tokens and secrets in every line.
    private static async Task MeasureTalkAsync(Bench bench, List<string> secrets)
    {
        var pages = Directory.GetFiles(Path.Combine(bench.RepositoryRoot, "docs"), "*.md").SelectMany(File.ReadAllBytes).ToArray();
        var talk = Enumerable.Repeat(pages, Megabytes * 1024 * 1024 / 4 / pages.Length).SelectMany(page => page).ToArray();
        var set = MaskerOf(secrets);
        var median = await Bench.MedianAsync(5, () => Pass(set, talk));
        bench.Report($"{secrets.Count} secrets of {secrets[0].Length} characters, pages about secrets", talk.Length / Million / (median / 1000), "MB/s");
    }

    private static async Task CompareAsync(Bench bench, Playground playground, byte[] part, List<string> secrets, CancellationToken cancellationToken)
    {
        var set = MaskerOf(secrets);
        var text = Encoding.UTF8.GetString(part);
        var (log, script) = (Path.Combine(playground.Home, "part.log"), Path.Combine(playground.Home, "mask.sed"));
        await File.WriteAllBytesAsync(log, part, cancellationToken);
        await File.WriteAllLinesAsync(script, secrets.Select(secret => $"s/{secret}/***/g"), cancellationToken);
        // Bytes, not characters: sed is several times faster so.
        var variables = new Dictionary<string, string>(playground.Variables) { ["LC_ALL"] = "C" };
        string[] sed = ["-c", "sed -f \"$1\" \"$2\" >/dev/null", "sh", script, log];
        var medians = await Bench.MediansAsync(
            5,
            Bench.Waiting(() => Pass(set, part)),
            Bench.Waiting(() => _ = secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal))),
            () => bench.RunProgramAsync("/bin/sh", sed, variables, cancellationToken));
        bench.Ratio($"{secrets.Count} secrets in all forms, against one Replace each", medians[1], medians[0]);
        bench.Ratio($"{secrets.Count} secrets in all forms, against sed with one s///g each", medians[2], medians[0]);
        bench.Report($"{secrets.Count} secrets: one Replace each", part.Length / Million / (medians[1] / 1000), "MB/s");
        bench.Report($"{secrets.Count} secrets: sed", part.Length / Million / (medians[2] / 1000), "MB/s");
    }

    private static void MeasureMemory(Bench bench, byte[] log, List<string> secrets)
    {
        var set = MaskerOf(secrets);
        var salted = Salted(log, secrets);
        var written = 0L;
        var pipe = set.Open(masked => written += masked.Length);
        var (early, earlyKept, allocated) = (0L, 0L, 0L);
        var watch = Stopwatch.StartNew();
        for (var passed = 0L; passed < StreamBytes; passed += salted.Length)
        {
            WriteAll(pipe, salted);
            if (early == 0)
            {
                (early, earlyKept, allocated) = (WorkingSet(), GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes());
            }
        }

        pipe.Complete();
        var label = string.Create(CultureInfo.InvariantCulture, $"stream of {StreamBytes / 1e9:0} GB, {secrets.Count} secrets, one in every 4 KB");
        bench.Report($"{label}: time", watch.Elapsed.TotalMilliseconds, "ms");
        bench.Report("  allocated after its first 64 MiB, in all", (GC.GetTotalAllocatedBytes() - allocated) / 1024d, "KiB");
        bench.Report("  kept more at its end than after its first 64 MiB", (GC.GetTotalMemory(forceFullCollection: true) - earlyKept) / 1024d, "KiB");
        bench.Report("  working set more at its end than after its first 64 MiB", (WorkingSet() - early) / 1048576d, "MiB");
    }

    private static long WorkingSet()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    // With the second net, as every child's output is masked.
    private static Masker MaskerOf(List<string> secrets)
    {
        var masker = new Masker();
        masker.Register(secrets.Select(SecretValue.From));
        return masker;
    }

    private static void Pass(Masker set, byte[] bytes)
    {
        var length = 0L;
        var pipe = set.Open(masked => length += masked.Length);
        WriteAll(pipe, bytes);
        pipe.Complete();
    }

    private static void WriteAll(MaskingPipe pipe, byte[] bytes)
    {
        const int chunk = 64 * 1024;
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            pipe.Write(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        }
    }

    private static byte[] Log(Random random)
    {
        var lines = new StringBuilder();
        while (lines.Length < Megabytes * 1024 * 1024)
        {
            lines.Append("2031-05-04T03:02:01Z [INFO] module.network.terraform_data.plan[").Append(random.Next(1000)).Append("]: Creation complete after ")
                .Append(random.Next(60)).Append("s [id=").Append(Guid.NewGuid()).Append("] ok: [localhost] => {\"changed\": false, \"msg\": \"All items completed\"}\n");
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static byte[] Salted(byte[] log, List<string> secrets)
    {
        var salted = (byte[])log.Clone();
        for (var (at, index) = (0, 0); at + 64 < salted.Length; at += 4096, index++)
        {
            Encoding.UTF8.GetBytes(secrets[index % secrets.Count]).CopyTo(salted.AsSpan(at));
        }

        return salted;
    }

    private static List<string> SecretTexts(Random random, int count, int length) =>
        [.. Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, length).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)])]))];
}
