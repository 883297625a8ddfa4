using System.Runtime.CompilerServices;
using HyOps.Azure.Leases;
using HyOps.Core.Environments;
using HyOps.Core.Leases;

namespace HyOps.Azure;

/// <summary>Leases that an Azure storage account keeps. The Azure SDK is loaded when the first one is taken and not before.</summary>
public sealed class AzureBlobLeaseProvider : ISharedLeaseProvider
{
    /// <inheritdoc/>
    public string Kind => AzureBlobLeaseSettings.Word;

    /// <inheritdoc/>
    public Task<ISharedLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken) => TakeLeaseAsync(access, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken) => FindHolderAsync(access, cancellationToken);

    // On their own: what names types of the SDK loads the SDK.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<ISharedLease> TakeLeaseAsync(LeaseAccess access, CancellationToken cancellationToken) =>
        await BlobLease.TakeAsync(access, cancellationToken).ConfigureAwait(false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string?> FindHolderAsync(LeaseAccess access, CancellationToken cancellationToken) => BlobLease.HolderOfAsync(access, cancellationToken);
}
