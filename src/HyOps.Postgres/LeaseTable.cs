using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using Npgsql;
using NpgsqlTypes;

namespace HyOps.Postgres;

/// <summary>
/// The table <c>hyops_leases</c> and the advisory lock beside it, for one environment. The lock says who holds the lease: the server takes it
/// from a connection that ends. The table says what outlives a connection: the fencing number, who it was, and when it last was heard of.
/// All times are the server's.
/// </summary>
internal sealed class LeaseTable(EnvironmentName environment)
{
    public const string Name = "hyops_leases";

    /// <summary>What its user needs on it.</summary>
    public const string Privileges = "SELECT, INSERT, UPDATE";

    /// <summary>What <c>CREATE TABLE</c> makes.</summary>
    public const string Definition =
        "hyops_leases (environment text PRIMARY KEY, fence bigint NOT NULL, holder text NOT NULL, since timestamptz NOT NULL, "
        + "heartbeat timestamptz NOT NULL, released boolean NOT NULL)";

    // Advisory locks have numbers: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS.
    private readonly long number = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"hyops lease of {environment}")));

    /// <summary>Makes the table where it is missing.</summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var create = new NpgsqlCommand($"CREATE TABLE {Definition}", connection);
        await ServerTable.PrepareAsync(create, Name, cancellationToken).ConfigureAwait(false);
    }

    public static Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ServerTable.ExistsAsync(connection, Name, cancellationToken);

    /// <summary>Takes the lock for as long as this connection lives, if nobody has it.</summary>
    public async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = Given(new NpgsqlCommand("SELECT pg_try_advisory_lock(@number)", connection));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    /// <summary>Whether some connection has the lock.</summary>
    public async Task<bool> IsLockedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Text = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND ((classid::bigint << 32) | objid::bigint) = @number)
            """;
        using var command = Given(new NpgsqlCommand(Text, connection));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    /// <summary>What the table says of the last holder.</summary>
    public async Task<LastHolder?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Text = "SELECT holder, since, clock_timestamp() - heartbeat, released FROM hyops_leases WHERE environment = @environment";
        using var command = Given(new NpgsqlCommand(Text, connection));
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? new LastHolder(reader.GetString(0), reader.GetDateTime(1), reader.GetTimeSpan(2), reader.GetBoolean(3))
            : null;
    }

    /// <summary>Writes who holds it now.</summary>
    /// <returns>The fencing number.</returns>
    public async Task<long> EnterAsync(NpgsqlConnection connection, LeaseHolder holder, CancellationToken cancellationToken)
    {
        const string Text = """
            INSERT INTO hyops_leases AS l (environment, fence, holder, since, heartbeat, released)
            VALUES (@environment, 1, @holder, clock_timestamp(), clock_timestamp(), false)
            ON CONFLICT (environment) DO UPDATE
            SET fence = l.fence + 1, holder = excluded.holder, since = excluded.since, heartbeat = excluded.heartbeat, released = false
            RETURNING fence
            """;
        using var command = Given(new NpgsqlCommand(Text, connection));
        command.Parameters.Add(new NpgsqlParameter("holder", NpgsqlDbType.Text) { Value = holder.ToString() });
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Says that the holder is alive.</summary>
    /// <returns>False where somebody else has entered since.</returns>
    public async Task<bool> BeatAsync(NpgsqlConnection connection, long fence, CancellationToken cancellationToken)
    {
        const string Text = "UPDATE hyops_leases SET heartbeat = clock_timestamp() WHERE environment = @environment AND fence = @fence AND NOT released";
        using var command = Given(new NpgsqlCommand(Text, connection), fence);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>
    /// Says that the holder has ended in order, and frees the lock: the server would free it too when the connection ends, but some time after
    /// we have closed it.
    /// </summary>
    public async Task ReleaseAsync(NpgsqlConnection connection, long fence, CancellationToken cancellationToken)
    {
        const string Text = "UPDATE hyops_leases SET released = true WHERE environment = @environment AND fence = @fence; SELECT pg_advisory_unlock(@number)";
        using var command = Given(new NpgsqlCommand(Text, connection), fence);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand Given(NpgsqlCommand command, long fence = 0)
    {
        command.Parameters.Add(new NpgsqlParameter("environment", NpgsqlDbType.Text) { Value = environment.Value });
        command.Parameters.Add(new NpgsqlParameter("number", NpgsqlDbType.Bigint) { Value = number });
        command.Parameters.Add(new NpgsqlParameter("fence", NpgsqlDbType.Bigint) { Value = fence });
        return command;
    }
}

/// <summary>Who held a lease last.</summary>
/// <param name="Name">Who, in words.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Silence">How long ago it was last heard of.</param>
/// <param name="Released">Whether it ended in order.</param>
internal sealed record LastHolder(string Name, DateTime Since, TimeSpan Silence, bool Released);
