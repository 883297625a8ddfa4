using System.Globalization;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Init;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>
/// An init target that a module requires is ready: its provider accepted the credentials that are there now, and not too long ago.
/// </summary>
/// <param name="target">The target: <c>proxmox</c>.</param>
/// <param name="root">The runtime root.</param>
/// <param name="environment">The environment.</param>
/// <param name="clock">Tells a marker's age.</param>
internal sealed class TargetReadyCheck(string target, RuntimeRoot root, EnvironmentName environment, TimeProvider clock) : ICheck
{
    // Providers let credentials live for 90 days at most by the usual policies; older than a third of it is worth a look.
    private static readonly TimeSpan Stale = TimeSpan.FromDays(30);

    // Init writes all three files in one call, and the marker's time has no fractions.
    private static readonly TimeSpan OneCall = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Name => $"target-{target}";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.InvalidContract;

    private string Init => $"hyops init {target} --env {environment}";

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var paths = TargetPaths.In(root, target);
        return Task.FromResult(
            ReadinessMarker.Read(paths.Marker) is not { } marker ? CheckResult.Failed($"{target} is not ready: {paths.Marker} does not exist", Init)
            : marker.Target != target || marker.Status != ReadinessMarker.Ready ? CheckResult.Failed($"{paths.Marker} says '{marker.Status}' of '{marker.Target}'", Init)
            : SecretSource.ReadCredentials(paths.Credentials).Count == 0 ? CheckResult.Failed($"{target} is marked ready, but {paths.Credentials} does not exist or is empty", Init)
            : LookAtAge(marker, paths));
    }

    private CheckResult LookAtAge(ReadinessMarker marker, TargetPaths paths)
    {
        var since = $"verified at {marker.GeneratedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        var age = clock.GetUtcNow() - marker.GeneratedAt;
        var newer = new[] { paths.Credentials, paths.Config }.Where(path => File.Exists(path) && ChangedSince(path, marker)).ToList();
        return newer.Count > 0 ? CheckResult.Warning($"{target} was {since}, and changed afterwards: {string.Join(", ", newer)}", $"verify it again: {Init}")
            : age < -OneCall ? CheckResult.Warning($"{target} is marked as {since}, which is in the future", $"set the clock, or verify it again: {Init}")
            : age > Stale ? CheckResult.Warning(string.Create(CultureInfo.InvariantCulture, $"{target} was {since}, {age.TotalDays:0} days ago"), $"verify it again: {Init}")
            : CheckResult.Ok($"{target} is ready, {since}; its credentials are private");
    }

    private static bool ChangedSince(string path, ReadinessMarker marker) => new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero) > marker.GeneratedAt + OneCall;
}
