using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Faults;

/// <summary>The backends that the Terraform of one fault keeps its state in, on loopback.</summary>
/// <param name="Http">For the http backend; a server of the fault's own.</param>
/// <param name="Database">For the pg backend; a database of the fault's own.</param>
internal sealed record Servers(HttpStateServer Http, PgStateDatabase Database) : IAsyncDisposable
{
    /// <summary>The name of the state.</summary>
    public const string State = "state";

    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a state is being written over http.</summary>
    public Task Written => written.Task;

    /// <summary>Starts them.</summary>
    public static async Task<Servers> StartAsync(PostgresServer postgres, CancellationToken cancellationToken)
    {
        var database = await PgStateDatabase.CreateAsync(postgres, cancellationToken);
        var servers = new Servers(await HttpStateServer.StartAsync(), database);
        servers.Http.RefuseWrite = _ =>
        {
            servers.written.TrySetResult();
            return null;
        };
        return servers;
    }

    /// <summary>Waits until the lock over http has been asked for.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LockAskedAsync(CancellationToken cancellationToken)
    {
        while (!Http.Requests.Any(static request => request.Method == "LOCK"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Http.DisposeAsync();
}
