using HyOps.Testing.Postgres;

namespace HyOps.Engine.Tests.Runbooks;

/// <summary>One PostgreSQL for all tests of kept journals; each has a database of its own.</summary>
public sealed class KeptJournalServer : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
