using HyOps.Core.Leases;
using Npgsql;

namespace HyOps.Postgres;

/// <summary>
/// The journals beside a lease, over a connection of their own: one that is slow or broken must not cost the lease, whose lock goes with its
/// connection. One call at a time.
/// </summary>
/// <param name="server">The server of the lease.</param>
/// <param name="access">Whose lease it is.</param>
/// <param name="fence">The lease's fencing number.</param>
internal sealed class PostgresJournals(LeaseServer server, LeaseAccess access, long fence) : IAsyncDisposable
{
    private readonly JournalTable table = new(access.Environment);
    private readonly SemaphoreSlim gate = new(1);
    private NpgsqlConnection? open;

    /// <summary>Keeps lines of the holder's journal.</summary>
    public Task KeepAsync(int first, IReadOnlyList<string> lines, CancellationToken cancellationToken) => WithConnectionAsync(
        async connection =>
        {
            await JournalTable.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
            if (!await table.WriteAsync(connection, fence, access.Holder.Run, first, lines, cancellationToken).ConfigureAwait(false))
            {
                throw new LeaseLostException($"the lease of this environment at {server} was lost, and with it the right to write there");
            }

            if (first == 1)
            {
                await table.ForgetOldestAsync(connection, access.Holder.Run, cancellationToken).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    /// <summary>The runs with a journal, newest first.</summary>
    public Task<IReadOnlyList<string>> RunsAsync(CancellationToken cancellationToken) =>
        WithConnectionAsync(connection => table.RunsAsync(connection, cancellationToken), cancellationToken);

    /// <summary>The lines of one.</summary>
    public Task<IReadOnlyList<string>> LinesAsync(string run, CancellationToken cancellationToken) =>
        WithConnectionAsync(connection => table.LinesAsync(connection, run, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A call that nobody waits for any more may still hang on its connection: then that one ends with the process.
        if (!gate.Wait(TimeSpan.Zero))
        {
            return;
        }

        if (open is { } connection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        gate.Dispose();
    }

    private async Task<T> WithConnectionAsync<T>(Func<NpgsqlConnection, Task<T>> talk, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await server.GuardAsync(
                "the journals", async () => await talk(await ConnectedAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    // A connection that failed is not open any more; the next call makes another.
    private async Task<NpgsqlConnection> ConnectedAsync(CancellationToken cancellationToken)
    {
        if (open is { FullState: System.Data.ConnectionState.Open } usable)
        {
            return usable;
        }

        if (open is { } broken)
        {
            open = null;
            await broken.DisposeAsync().ConfigureAwait(false);
        }

        open = await server.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await JournalTable.CommitSafelyAsync(open, cancellationToken).ConfigureAwait(false);
        return open;
    }
}
