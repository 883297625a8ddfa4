using HyOps.Testing.Postgres;

namespace HyOps.EndToEnd.Tests;

/// <summary>One PostgreSQL for all tests of a class; each takes a database of its own.</summary>
public sealed class SignalServer : IAsyncLifetime
{
    internal PostgresServer Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Postgres = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Postgres.DisposeAsync();
}
