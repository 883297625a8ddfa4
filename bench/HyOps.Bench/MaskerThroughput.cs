using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Bench;

/// <summary>How many MB of log a second the masker passes, with few and many secrets in all forms.</summary>
public sealed class MaskerThroughput : IBenchmark
{
    private const int Megabytes = 64;
    private const double Million = 1_000_000;

    /// <inheritdoc/>
    public string Name => "masker";

    /// <inheritdoc/>
    public string Description => "masker throughput in MB/s over log text; aims: 1000 with 10 secrets, 200 with 500 secrets; beside it one Replace per secret (literal form alone)";

    /// <inheritdoc/>
    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var random = new Random(11);
        var log = Log(random);
        foreach (var (count, length) in new[] { (10, 32), (500, 32), (10, 8), (500, 8), (10, 4) })
        {
            var secrets = Enumerable.Range(0, count).Select(_ => Text(random, length)).ToList();
            var set = MaskSet.Of([.. secrets.Select(SecretValue.From)]);
            var clean = await Bench.MedianAsync(5, () => Pass(set, log));
            bench.Report($"{count} secrets of {length} characters, clean log", log.Length / Million / (clean / 1000), "MB/s");
            var salted = Salted(log, secrets);
            var dirty = await Bench.MedianAsync(5, () => Pass(set, salted));
            bench.Report($"{count} secrets of {length} characters, one in every 4 KB", salted.Length / Million / (dirty / 1000), "MB/s");
        }

        await CompareAsync(bench, random, log);
    }

    private static async Task CompareAsync(Bench bench, Random random, byte[] log)
    {
        var part = log[..(log.Length / 16)];
        foreach (var count in new[] { 10, 500 })
        {
            var secrets = Enumerable.Range(0, count).Select(_ => Text(random, 32)).ToList();
            var set = MaskSet.Of([.. secrets.Select(SecretValue.From)]);
            var text = Encoding.UTF8.GetString(part);
            var theirs = await Bench.MedianAsync(3, () => _ = secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal)));
            bench.Ratio($"{count} secrets in all forms, against one Replace each", theirs, await Bench.MedianAsync(5, () => Pass(set, part)));
        }
    }

    private static void Pass(MaskSet set, byte[] bytes)
    {
        const int chunk = 64 * 1024;
        var length = 0L;
        var pipe = set.Open(masked => length += masked.Length);
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            pipe.Write(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        }

        pipe.Complete();
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

    private static string Text(Random random, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)])]);
}
