using System.Globalization;
using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>
/// The clock is not obviously wrong: records, certificates and tokens depend on it. It asks nobody: it goes by what servers said to other
/// checks, by our own files, and by a clock that cannot be set. So it runs after the others.
/// </summary>
/// <param name="root">The runtime root.</param>
/// <param name="world">The world.</param>
/// <param name="times">What servers said.</param>
internal sealed class ClockCheck(RuntimeRoot root, Surroundings world, ServerTimes times) : ICheck
{
    private const string Fix = "set the clock (timedatectl says how it is kept)";
    private static readonly DateTimeOffset OldestPossible = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);
    private readonly DateTimeOffset startedAt = world.Clock.GetUtcNow();
    private readonly long started = world.Clock.GetTimestamp();

    /// <inheritdoc/>
    public string Name => "clock";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Look(world.Clock.GetUtcNow()));

    private CheckResult Look(DateTimeOffset now) =>
        now < OldestPossible ? CheckResult.Failed($"the clock says {Text(now)}, which is before this program was written", Fix)
        : AgainstServers(now) ?? AgainstFiles(now) ?? AgainstItself(now) ?? CheckResult.Ok(times.Farthest is { } server ? $"{Text(now)}, as {server.Host} says within {Seconds(Notable)}" : $"{Text(now)}; no server was asked");

    private CheckResult? AgainstServers(DateTimeOffset now) => times.Farthest is not { } server || server.Ahead.Duration() < Notable ? null
        : server.Ahead.Duration() >= Tolerance ? CheckResult.Failed(Off(now, server.Host, server.Ahead), Fix)
        : CheckResult.Warning(Off(now, server.Host, server.Ahead), Fix);

    private CheckResult? AgainstFiles(DateTimeOffset now) => NewestFile() is { } file && file.Written > now + Tolerance
        ? CheckResult.Warning($"the clock says {Text(now)}, but {file.FullPath} was written at {Text(file.Written)}", Fix)
        : null;

    private CheckResult? AgainstItself(DateTimeOffset now)
    {
        var jumped = now - startedAt - world.Clock.GetElapsedTime(started);
        return jumped.Duration() < Jump ? null : CheckResult.Warning($"the clock was moved by {Seconds(jumped)} while this preflight ran", Fix);
    }

    private static string Off(DateTimeOffset now, string host, TimeSpan ahead) =>
        $"the clock says {Text(now)} and is {Seconds(ahead.Duration())} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} {host}'s; servers refuse tokens and signatures by that";

    private (string FullPath, DateTimeOffset Written)? NewestFile() =>
        new[] { root.BundleFile, root.MetaDirectory, root.LogsDirectory, root.StateDirectory }
            .Where(Path.Exists)
            .Select(path => ((string, DateTimeOffset)?)(path, new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero)))
            .MaxBy(file => file!.Value.Item2);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
