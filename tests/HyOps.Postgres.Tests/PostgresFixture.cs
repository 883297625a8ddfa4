using HyOps.Testing.Postgres;

[assembly: AssemblyFixture(typeof(HyOps.Postgres.Tests.PostgresFixture))]

namespace HyOps.Postgres.Tests;

/// <summary>One real PostgreSQL for all tests; each takes the lease of an environment of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
