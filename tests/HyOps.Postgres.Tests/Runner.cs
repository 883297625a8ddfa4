using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Testing;
using HyOps.Testing.Postgres;

namespace HyOps.Postgres.Tests;

/// <summary>A machine that wants the lease of an environment.</summary>
/// <param name="server">Where it is kept.</param>
/// <param name="environment">The environment.</param>
/// <param name="name">The machine's name, and that of its run.</param>
internal sealed class Runner(PostgresServer server, string environment, string name) : IDisposable
{
    private static readonly SecretName PasswordKey = SecretName.Parse("LEASE_PASSWORD");

    private readonly TestWorld world = new() { Clock = new SteppedClock() };

    public Masker Masker { get; } = new();

    /// <summary>What it was told while it waited.</summary>
    public List<string> Reports { get; } = [];

    public PostgresLeaseSettings Settings { get; init; } = SettingsFor(server);

    public string Password { get; init; } = server.Password;

    public static PostgresLeaseSettings SettingsFor(PostgresServer server) => new()
    {
        Host = "127.0.0.1", Port = server.Port, Database = PostgresServer.User, User = PostgresServer.User, PasswordKey = PasswordKey,
        Tls = PostgresTls.Disable, Location = new SourceLocation("environment.yml", 7, 3),
    };

    public Task<ISharedLease> TakeAsync(CancellationToken cancellationToken) => new PostgresLeaseProvider().TakeAsync(Access(), cancellationToken);

    public Task<string?> HolderAsync(CancellationToken cancellationToken) => new PostgresLeaseProvider().HolderOfAsync(Access(), cancellationToken);

    public void Dispose() => world.Dispose();

    private LeaseAccess Access() => new()
    {
        Settings = Settings,
        Environment = EnvironmentName.Parse(environment),
        Holder = new LeaseHolder($"bootstrap-{name}", "ops", name, 42),
        ProjectRoot = "/srv/platform",
        Credentials = SecretBundle.From([KeyValuePair.Create(PasswordKey, SecretValue.From(Password))]),
        World = world.Surroundings(),
        Masker = Masker,
        Connections = static () => throw new InvalidOperationException("PostgreSQL is not HTTP"),
        Report = Reports.Add,
    };
}
