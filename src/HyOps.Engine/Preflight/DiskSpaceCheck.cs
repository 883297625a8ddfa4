using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>The disk of the runtime root has room for state, work directories and records.</summary>
/// <param name="root">The runtime root.</param>
/// <param name="freeBytes">The free bytes of the disk that a directory is on, as far as we may use them.</param>
internal sealed class DiskSpaceCheck(RuntimeRoot root, Func<string, long> freeBytes) : ICheck
{
    private const long Mebibyte = 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "disk-space";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var directory = root.FullPath;
        while (!Directory.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory) ?? "/";
        }

        var free = freeBytes(directory) / Mebibyte;
        var seen = $"{free} MiB free at {directory}";
        const string fix = "free some space there, or name a --root on another disk";
        return Task.FromResult(free switch
        {
            < 64 => CheckResult.Failed($"{seen}; a run needs 64 MiB at least", fix),
            < 512 => CheckResult.Warning($"{seen}; images and providers may need more", fix),
            _ => CheckResult.Ok(seen),
        });
    }

    /// <summary>What the system says.</summary>
    public static long FreeBytes(string directory) => new DriveInfo(directory).AvailableFreeSpace;
}
