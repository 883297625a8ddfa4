using HyOps.Testing.Postgres;

namespace HyOps.Testing.TerraformBackends;

/// <summary>A database of its own for states of Terraform's <c>pg</c> backend, so that several tests share one server.</summary>
/// <param name="Server">The server.</param>
/// <param name="Name">The database.</param>
public sealed record PgStateDatabase(PostgresServer Server, string Name)
{
    /// <summary>The backend's block of Terraform.</summary>
    public string Backend => BackendOf(Server.ConnectionTo(Name));

    /// <summary>Creates one. It goes with its server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PgStateDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var database = new PgStateDatabase(server, $"d{Guid.NewGuid():N}");
        await server.QueryAsync($"CREATE DATABASE {database.Name}", cancellationToken);
        return database;
    }

    /// <summary>The backend's block of Terraform for a database.</summary>
    /// <param name="url">Its address.</param>
    public static string BackendOf(string url) => $$"""
        terraform {
          backend "pg" {
            conn_str = "{{url}}"
          }
        }
        """;

    /// <summary>The state there; null where none was ever written. And whether nobody holds a lock.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(bool Free, string? State)> LookAsync(CancellationToken cancellationToken)
    {
        var locks = await Server.QueryAsync($"SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid WHERE locktype = 'advisory' AND datname = '{Name}'", cancellationToken);
        var state = await Server.QueryAsync(Name, "SELECT data FROM terraform_remote_state.states WHERE name = 'default'", cancellationToken);
        return (locks is "0", state.Length == 0 ? null : state);
    }
}
