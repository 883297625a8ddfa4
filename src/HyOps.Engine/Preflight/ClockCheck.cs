using System.Globalization;
using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Core.World;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>The clock is not obviously wrong: records, certificates and tokens depend on it.</summary>
/// <param name="root">The runtime root.</param>
/// <param name="world">The world.</param>
internal sealed class ClockCheck(RuntimeRoot root, Surroundings world) : ICheck
{
    private static readonly DateTimeOffset OldestPossible = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "clock";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = world.Clock.GetUtcNow();
        const string fix = "set the clock (timedatectl says how it is kept)";
        return Task.FromResult(
            now < OldestPossible ? CheckResult.Failed($"the clock says {Text(now)}, which is before this program was written", fix)
            : NewestFile() is { } file && file.Written > now + Tolerance
                ? CheckResult.Warning($"the clock says {Text(now)}, but {file.FullPath} was written at {Text(file.Written)}", fix)
            : CheckResult.Ok(Text(now)));
    }

    private (string FullPath, DateTimeOffset Written)? NewestFile() =>
        new[] { root.BundleFile, root.MetaDirectory, root.LogsDirectory, root.StateDirectory }
            .Where(Path.Exists)
            .Select(path => ((string, DateTimeOffset)?)(path, new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero)))
            .MaxBy(file => file!.Value.Item2);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
