using System.Runtime.CompilerServices;
using HyOps.Core.Environments;
using HyOps.Core.Leases;

namespace HyOps.Postgres;

/// <summary>Leases that a PostgreSQL database keeps. Npgsql is loaded when the first one is taken and not before.</summary>
public sealed class PostgresLeaseProvider : ISharedLeaseProvider
{
    /// <inheritdoc/>
    public string Kind => PostgresLeaseSettings.Word;

    /// <inheritdoc/>
    public Task<ISharedLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken) => TakeLeaseAsync(access, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken) => FindHolderAsync(access, cancellationToken);

    // On their own: what names types of Npgsql loads Npgsql.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<ISharedLease> TakeLeaseAsync(LeaseAccess access, CancellationToken cancellationToken) =>
        await PostgresLease.TakeAsync(access, cancellationToken).ConfigureAwait(false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string?> FindHolderAsync(LeaseAccess access, CancellationToken cancellationToken) => PostgresLease.HolderOfAsync(access, cancellationToken);
}
