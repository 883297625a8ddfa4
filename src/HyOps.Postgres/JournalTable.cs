using HyOps.Core.Environments;
using Npgsql;
using NpgsqlTypes;

namespace HyOps.Postgres;

/// <summary>
/// The table <c>hyops_journals</c>, for one environment: a row for each line of each journal. It is written under the fencing number of
/// <c>hyops_leases</c>: the row of the lease is locked while a line is written, so that nobody enters between the look and the write.
/// </summary>
internal sealed class JournalTable(EnvironmentName environment)
{
    public const string Name = "hyops_journals";

    /// <summary>What <c>CREATE TABLE</c> makes.</summary>
    public const string Definition =
        "hyops_journals (environment text NOT NULL, run text NOT NULL, number integer NOT NULL, line text NOT NULL, "
        + "written timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (environment, run, number))";

    /// <summary>What its user needs on it.</summary>
    public const string Privileges = "SELECT, INSERT, DELETE";

    /// <summary>How many journals of an environment stay.</summary>
    private const int Most = 20;

    /// <summary>Makes the table where it is missing.</summary>
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var create = new NpgsqlCommand($"CREATE TABLE {Definition}", connection);
        await ServerTable.PrepareAsync(create, Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A line that is there must survive the server's own power cut, whatever the database's owner thinks of other data.</summary>
    public static async Task CommitSafelyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'", connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes lines that are not there yet.</summary>
    /// <returns>False where somebody else has entered the lease since: nothing was written.</returns>
    public async Task<bool> WriteAsync(NpgsqlConnection connection, long fence, string run, int first, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        const string Text = """
            WITH ours AS (SELECT 1 FROM hyops_leases WHERE environment = @environment AND fence = @fence AND NOT released FOR SHARE),
            written AS (
                INSERT INTO hyops_journals (environment, run, number, line)
                SELECT @environment, @run, given.number, given.line FROM ours, unnest(@numbers, @lines) AS given (number, line)
                ON CONFLICT DO NOTHING)
            SELECT EXISTS (SELECT FROM ours)
            """;
        using var command = Given(new NpgsqlCommand(Text, connection), run);
        command.Parameters.Add(new NpgsqlParameter("fence", NpgsqlDbType.Bigint) { Value = fence });
        command.Parameters.Add(new NpgsqlParameter("numbers", NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = Enumerable.Range(first, lines.Count).ToArray() });
        command.Parameters.Add(new NpgsqlParameter("lines", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = lines.ToArray() });
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    /// <summary>Removes the journals of the environment's oldest runs, so that <see cref="Most"/> stay; never that of the run itself.</summary>
    public async Task ForgetOldestAsync(NpgsqlConnection connection, string run, CancellationToken cancellationToken)
    {
        const string Text = """
            DELETE FROM hyops_journals WHERE environment = @environment AND run IN (
                SELECT run FROM hyops_journals WHERE environment = @environment AND run <> @run GROUP BY run ORDER BY max(written) DESC, run DESC OFFSET @others)
            """;
        using var command = Given(new NpgsqlCommand(Text, connection), run);
        command.Parameters.Add(new NpgsqlParameter("others", NpgsqlDbType.Integer) { Value = Most - 1 });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The runs with a journal, newest first.</summary>
    public async Task<IReadOnlyList<string>> RunsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = Given(new NpgsqlCommand("SELECT run FROM hyops_journals WHERE environment = @environment GROUP BY run ORDER BY max(written) DESC, run DESC", connection), "");
        return await ReadAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lines of one.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(NpgsqlConnection connection, string run, CancellationToken cancellationToken)
    {
        using var command = Given(new NpgsqlCommand("SELECT line FROM hyops_journals WHERE environment = @environment AND run = @run ORDER BY number", connection), run);
        return await ReadAsync(command, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        // Who reads makes no table.
        if (!await ServerTable.ExistsAsync(command.Connection!, Name, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private NpgsqlCommand Given(NpgsqlCommand command, string run)
    {
        command.Parameters.Add(new NpgsqlParameter("environment", NpgsqlDbType.Text) { Value = environment.Value });
        command.Parameters.Add(new NpgsqlParameter("run", NpgsqlDbType.Text) { Value = run });
        return command;
    }
}
