using Npgsql;
using NpgsqlTypes;

namespace HyOps.Postgres;

/// <summary>A table of ours, made by whoever needs it first.</summary>
internal static class ServerTable
{
    /// <summary>Makes it where it is missing.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="name">Its name.</param>
    /// <param name="definition">What <c>CREATE TABLE</c> makes: its name and its columns.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public static async Task PrepareAsync(NpgsqlConnection connection, string name, string definition, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, name, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            using var create = new NpgsqlCommand($"CREATE TABLE {definition}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another runner made it in this moment.
        }
    }

    /// <summary>Whether it is there.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT to_regclass(@name) IS NOT NULL", connection);
        command.Parameters.Add(new NpgsqlParameter("name", NpgsqlDbType.Text) { Value = name });
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
