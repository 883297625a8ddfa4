using System.Globalization;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using Npgsql;

namespace HyOps.Postgres;

/// <summary>
/// A lease that a PostgreSQL database keeps. A connection that breaks loses the lock at once, but not the lease: whoever gets the lock next
/// waits until the one before has been silent for <see cref="Validity"/>, and that one, when it comes back in time, takes the lock again.
/// </summary>
internal sealed class PostgresLease : IJournalingLease
{
    private static readonly TimeSpan ValidityTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private readonly LeaseServer server;
    private readonly LeaseTable table;
    private readonly PostgresJournals journals;
    private NpgsqlConnection connection;

    private PostgresLease(LeaseServer server, LeaseTable table, PostgresJournals journals, NpgsqlConnection connection, long fence)
    {
        this.server = server;
        this.table = table;
        this.journals = journals;
        this.connection = connection;
        Fence = fence;
    }

    /// <inheritdoc/>
    public long Fence { get; }

    /// <inheritdoc/>
    public TimeSpan Validity => ValidityTime;

    /// <inheritdoc/>
    public string Place => server.ToString();

    public static Task<PostgresLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken)
    {
        var (server, table) = Of(access);
        return server.GuardAsync(() => TakeAsync(server, table, access, cancellationToken), cancellationToken);
    }

    /// <summary>Who holds it now; null where it is free.</summary>
    public static Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken)
    {
        var (server, table) = Of(access);
        return server.GuardAsync(FindAsync, cancellationToken);

        async Task<string?> FindAsync()
        {
            var connection = await server.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = connection.ConfigureAwait(false);
            if (!await table.IsLockedAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            return await LeaseTable.ExistsAsync(connection, cancellationToken).ConfigureAwait(false)
                ? Describe(await table.ReadAsync(connection, cancellationToken).ConfigureAwait(false))
                : Describe(null);
        }
    }

    /// <inheritdoc/>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await server.GuardAsync(() => BeatAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public Task KeepAsync(int first, IReadOnlyList<string> lines, CancellationToken cancellationToken) => journals.KeepAsync(first, lines, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListJournalsAsync(CancellationToken cancellationToken) => journals.RunsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadJournalAsync(string run, CancellationToken cancellationToken) => journals.LinesAsync(run, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await journals.DisposeAsync().ConfigureAwait(false);
        await gate.WaitAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(ReleaseTime);
        try
        {
            await table.ReleaseAsync(connection, Fence, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The database is gone. Without the release, the next run waits out our silence, and that is all.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        gate.Dispose();
    }

    private static (LeaseServer Server, LeaseTable Table) Of(LeaseAccess access) =>
        (new LeaseServer((PostgresLeaseSettings)access.Settings, access), new LeaseTable(access.Environment));

    private static async Task<PostgresLease> TakeAsync(LeaseServer server, LeaseTable table, LeaseAccess access, CancellationToken cancellationToken)
    {
        var connection = await server.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await LeaseTable.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!await table.TryLockAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                throw LeaseHeldException.By(Describe(await table.ReadAsync(connection, cancellationToken).ConfigureAwait(false)));
            }

            await OutwaitAsync(table, connection, access, cancellationToken).ConfigureAwait(false);
            var fence = await table.EnterAsync(connection, access.Holder, cancellationToken).ConfigureAwait(false);
            return new PostgresLease(server, table, new PostgresJournals(server, access, fence), connection, fence);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // We have the lock, so nobody can renew any more; but whoever lost it may not know yet.
    private static async Task OutwaitAsync(LeaseTable table, NpgsqlConnection connection, LeaseAccess access, CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(connection, cancellationToken).ConfigureAwait(false) is not { Released: false } last || last.Silence >= ValidityTime)
        {
            return;
        }

        var wait = ValidityTime - last.Silence;
        access.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{last.Name} lost its connection or was killed {last.Silence.TotalSeconds:0} s ago: waiting {Math.Ceiling(wait.TotalSeconds):0} s, so that it knows that its lease has ended"));
        await Task.Delay(wait, access.World.Clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        if (connection.FullState is not System.Data.ConnectionState.Open)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            connection = await server.ConnectAsync(cancellationToken).ConfigureAwait(false);
            if (!await table.TryLockAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                throw Lost(Describe(await table.ReadAsync(connection, cancellationToken).ConfigureAwait(false)));
            }
        }

        return await table.BeatAsync(connection, Fence, cancellationToken).ConfigureAwait(false)
            ? true
            : throw Lost(Describe(await table.ReadAsync(connection, cancellationToken).ConfigureAwait(false)));
    }

    private LeaseLostException Lost(string holder) => new($"the lease of this environment at {server} was lost: it went to {holder}");

    private static string Describe(LastHolder? holder) => holder is null
        ? "another run that has just started"
        : string.Create(CultureInfo.InvariantCulture, $"{holder.Name}, since {holder.Since:yyyy-MM-dd'T'HH:mm:ss'Z'}, last heard of {holder.Silence.TotalSeconds:0} s ago");
}
