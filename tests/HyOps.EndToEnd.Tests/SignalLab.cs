using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// A project whose steps are in the middle of their work at once: Terraform on two real backends in one environment, Packer and Ansible in
/// another.
/// </summary>
internal sealed class SignalLab : IAsyncDisposable
{
    public const string Backends = "backends";
    public const string Others = "others";

    private readonly LabProject project = new();

    private SignalLab(HttpStateServer http, PgStateDatabase database)
    {
        Http = http;
        Database = database;
        project.AddTerraform("http", http.Backend("network"));
        project.AddTerraform("pg", database.Backend);
        project.AddPacker("packer");
        project.AddAnsible("ansible");
        project.AddEnvironment(Backends, "http", "pg");
        project.AddEnvironment(Others, "packer", "ansible");
    }

    public HttpStateServer Http { get; }

    public PgStateDatabase Database { get; }

    public string Project => project.Path;

    public static async Task<SignalLab> CreateAsync(PostgresServer postgres, CancellationToken cancellationToken)
    {
        var database = await PgStateDatabase.CreateAsync(postgres, cancellationToken);
        return new SignalLab(await HttpStateServer.StartAsync(), database);
    }

    /// <summary>Waits until all steps are in the middle of their work. From then on an unlock takes its time; not before, as a plan unlocks too.</summary>
    public async Task WaitUntilBusyAsync(string environment, TimeSpan unlock = default)
    {
        string[] modules = environment == Backends ? ["http", "pg"] : ["packer", "ansible"];
        await project.WaitUntilBusyAsync(modules);
        Http.UnlockDelay = unlock;
    }

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        project.Dispose();
    }
}
