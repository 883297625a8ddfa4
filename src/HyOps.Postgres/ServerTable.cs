using Npgsql;
using NpgsqlTypes;

namespace HyOps.Postgres;

/// <summary>A table of ours, made by whoever needs it first.</summary>
internal static class ServerTable
{
    /// <summary>Makes it where it is missing.</summary>
    /// <param name="create">What makes it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public static async Task PrepareAsync(NpgsqlCommand create, string name, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(create.Connection!, name, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
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
