using System.Globalization;
using HyOps.Core.Leases;

namespace HyOps.Azure.Leases;

/// <summary>
/// A lease that an Azure storage account keeps: the lease of a blob, which the service ends by itself when it is not renewed in time. Who holds it,
/// and the fencing number, are the blob's metadata.
/// </summary>
internal sealed class BlobLease : ISharedLease
{
    private const string Fencing = "hyops_fence";
    private const string Holder = "hyops_holder";
    private const string Since = "hyops_since";
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);
    private readonly LeaseBlob blob;
    private readonly string id;

    private BlobLease(LeaseBlob blob, string id, long fence)
    {
        this.blob = blob;
        this.id = id;
        Fence = fence;
    }

    /// <inheritdoc/>
    public long Fence { get; }

    /// <inheritdoc/>
    public TimeSpan Validity => LeaseBlob.Duration;

    public static async Task<BlobLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken)
    {
        var blob = new LeaseBlob(access);
        try
        {
            await blob.CreateAsync(cancellationToken).ConfigureAwait(false);
            var id = Guid.NewGuid().ToString();
            if (!await blob.AcquireAsync(id, cancellationToken).ConfigureAwait(false))
            {
                throw LeaseHeldException.By($"{Describe(await blob.ReadAsync(cancellationToken).ConfigureAwait(false))}; a killed one lets go within {LeaseBlob.Duration.TotalSeconds:0} s");
            }

            return new BlobLease(blob, id, await EnterAsync(blob, id, access, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            blob.Dispose();
            throw;
        }
    }

    /// <summary>Who holds it now; null where it is free.</summary>
    public static async Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken)
    {
        using var blob = new LeaseBlob(access);
        var seen = await blob.ReadAsync(cancellationToken).ConfigureAwait(false);
        return seen is { IsLeased: true } ? Describe(seen) : null;
    }

    /// <inheritdoc/>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (!await blob.RenewAsync(id, cancellationToken).ConfigureAwait(false))
        {
            throw new LeaseLostException($"the lease of this environment at {blob} was lost: it went to {Describe(await blob.ReadAsync(cancellationToken).ConfigureAwait(false))}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(ReleaseTime);
        try
        {
            await blob.ReleaseAsync(id, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Core.HyOpsException or OperationCanceledException)
        {
            // Out of reach. Without the release, the service ends the lease by itself.
        }

        blob.Dispose();
    }

    private static async Task<long> EnterAsync(LeaseBlob blob, string id, LeaseAccess access, CancellationToken cancellationToken)
    {
        var before = await blob.ReadAsync(cancellationToken).ConfigureAwait(false);
        var fence = 1 + (long.TryParse(before?.Metadata.GetValueOrDefault(Fencing), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        await blob.WriteAsync(
            id,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Fencing] = fence.ToString(CultureInfo.InvariantCulture),
                [Holder] = access.Holder.ToString(),
                [Since] = access.World.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
            cancellationToken).ConfigureAwait(false);
        return fence;
    }

    private static string Describe(SeenBlob? seen) => seen?.Metadata.GetValueOrDefault(Holder) is { Length: > 0 } holder
        ? $"{holder}, since {seen.Metadata.GetValueOrDefault(Since)}"
        : "another run that has just started";
}
