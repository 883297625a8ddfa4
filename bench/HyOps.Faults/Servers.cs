using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Faults;

/// <summary>The backends that Terraform's states lie in, on loopback.</summary>
/// <param name="Http">Terraform's http backend.</param>
/// <param name="Postgres">For the pg backend.</param>
internal sealed record Servers(HttpStateServer Http, PostgresServer Postgres) : IAsyncDisposable
{
    /// <summary>Starts them.</summary>
    public static async Task<Servers> StartAsync(CancellationToken cancellationToken) =>
        new(await HttpStateServer.StartAsync(), await PostgresServer.StartAsync(cancellationToken));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
