using HyOps.Core.Files;

namespace HyOps.Engine.Passwords;

/// <summary>The locks of several bundles, always taken in the same order, so that two who want them do not wait for each other.</summary>
internal sealed class BundleLocks : IDisposable
{
    private readonly List<FileLock> held = [];

    private BundleLocks()
    {
    }

    /// <summary>Waits for all of them.</summary>
    internal static async Task<BundleLocks> HoldAsync(IEnumerable<string> paths, TimeProvider clock, CancellationToken cancellationToken)
    {
        var locks = new BundleLocks();
        try
        {
            foreach (var path in paths.Order(StringComparer.Ordinal))
            {
                locks.held.Add(await FileLock.AcquireAsync(path, FileLock.UsualPatience, clock, cancellationToken));
            }

            return locks;
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.ForEach(one => one.Dispose());
}
