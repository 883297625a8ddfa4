using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;
using HyOps.Postgres;
using HyOps.Testing.Postgres;

namespace HyOps.Engine.Tests.Runbooks;

/// <summary>A small recovery: the primary is down, a replica is promoted, a name is moved, the service is looked at. Files are its platform.</summary>
internal sealed class Recovery : IDisposable
{
    public const string Steps = """
        targets: { recovery_time: 5m, data_loss: 0s }
        drill:
          disaster: { command: [sh, -c, "touch $F/down"] }
          cleanup: { command: [sh, -c, "rm -f $F/down $F/promote $F/dns"] }
          clean: { command: [sh, -c, "test ! -e $F/promote"] }
        steps:
          - { id: down, kind: wait, every: 1s, budget: 1s, probe: { command: [sh, -c, "test -e $F/down"] } }
          - { id: promote, kind: promote, module: core/test/base, fence: down, check: { command: [sh, -c, "test -e $F/promote"] } }
          - id: dns
            kind: cutover
            module: core/test/app
            with: { address: "${steps.promote.outputs.address}" }
            check: { command: [sh, -c, "test -e $F/dns"] }
          - id: service
            kind: verify
            needs: [dns]
            every: 1s
            budget: 1s
            probe: { command: [sh, -c, "echo rows_acknowledged=12; cat $F/missing 2>/dev/null || echo rows_missing=0; test -e $F/dns"] }
        """;

    public Recovery(string steps = Steps, string tier = "local")
    {
        Project = new SmallProject(name: tier is "local" ? "local" : "site");
        Project.WriteRunbook(steps, tier);
        Project.RequireKeys();
        Driver = new ScriptedDriver(DoAsync);
    }

    public SmallProject Project { get; }

    public ScriptedDriver Driver { get; }

    /// <summary>What a step does in place of what it should.</summary>
    public Func<string, DriverOutcome?> Instead { get; set; } = static _ => null;

    /// <summary>The modules' steps that ran, in order.</summary>
    public IEnumerable<string> Ran => Driver.Requests.Select(request => request.StepId);

    public string JournalOfLast => Path.Combine(Project.LastRun.Directory, "journal.jsonl");

    public void Dispose() => Project.Dispose();

    /// <summary>Makes it one of several machines that agree in a PostgreSQL, each with the same platform around it.</summary>
    public async Task ShareAsync(PostgresServer server, string database, CancellationToken cancellationToken)
    {
        Project.Lease = (
            new PostgresLeaseProvider(),
            $"{{ kind: postgres, host: 127.0.0.1, port: {server.Port}, database: {database}, user: {PostgresServer.User}, password_env: LEASE_PASSWORD, tls: disable }}");
        Project.WriteRunbook(Steps);
        await Project.SetAsync(cancellationToken, $"LEASE_PASSWORD={server.Password}");
    }

    public void Flag(string name, string content = "") => File.WriteAllText(Path.Combine(Project.Flags, name), content);

    public bool IsFlagged(string name) => File.Exists(Path.Combine(Project.Flags, name));

    public void Unflag(string name) => File.Delete(Path.Combine(Project.Flags, name));

    public Task<RunSummary> RunAsync(RunbookOptions? runbook = null, Func<RunPhaseOptions, RunPhaseOptions>? adjust = null, CancellationToken? cancellationToken = null, params (string Name, string? Value)[] variables) =>
        Project.RunAsync(
            Driver,
            cancellationToken ?? TestContext.Current.CancellationToken,
            options => (adjust ?? (same => same))(options with { Phase = Phase.Dr, Recovery = runbook ?? new RunbookOptions() }),
            variables);

    private Task<DriverOutcome> DoAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        if (Instead(request.StepId) is { } instead)
        {
            return Task.FromResult(instead);
        }

        Flag(request.StepId);
        return Task.FromResult(ScriptedDriver.Changed with { Outputs = new JsonObject { ["address"] = "10.0.2.5", ["url"] = "https://db" } });
    }
}
