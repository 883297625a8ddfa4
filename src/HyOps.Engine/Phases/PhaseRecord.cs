using System.Reflection;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Canary;
using HyOps.Engine.Leases;
using HyOps.Engine.Recovery;
using HyOps.Engine.Runs;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Phases;

/// <summary>The record of a phase's run, filled in as the run goes.</summary>
internal sealed class PhaseRecord
{
    private readonly EngineServices services;
    private readonly RunJournal journal;
    private readonly long start;
    private readonly string selector;

    public PhaseRecord(EngineServices services, EnvironmentDefinition environment, RunPhaseOptions options, RunJournal journal)
    {
        this.services = services;
        this.journal = journal;
        start = services.World.Clock.GetTimestamp();
        selector = EnvironmentSelector.Of(environment.Name.Value, options);
        var machine = LocalMachine.Read();
        Current = new RunRecord
        {
            RunId = journal.Id.Value,
            Verb = journal.Id.Verb,
            Environment = environment.Name.Value,
            Tier = environment.Tier.ToString().ToLowerInvariant(),
            ExecutionPlane = environment.ExecutionPlane is ExecutionPlane.RunnerLocal ? "runner-local" : "workstation-direct",
            Operator = services.World.UserName,
            Host = services.World.HostName,
            Process = new RecordedProcess(services.World.ProcessId, machine.Host, machine.BootId, machine.Processes),
            HyopsVersion = typeof(PhaseRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Action = options.Destroy ? "destroy" : null,
            Overrides = PhaseOverrides.ForRecord(options, environment),
            Started = services.World.Clock.GetUtcNow(),
            Events = new RecordedChain(0, EventChain.Beginning),
        };
    }

    public RunRecord Current { get; private set; }

    public RunId Id => journal.Id;

    public string Directory => journal.Directory;

    private TimeSpan Elapsed => services.World.Clock.GetElapsedTime(start);

    public void Note(IReadOnlyList<Verdict> verdicts) =>
        Current = Current with { Guardrails = [.. verdicts.Select(verdict => new RecordedVerdict(verdict.Guardrail, verdict.IsAllowed, verdict.Reason))] };

    public void Note(IReadOnlyList<RecordedOverride> overrides) => Current = Current with { Overrides = overrides };

    /// <summary>Which keys a break-glass file is about to be opened for; the override names these, and no others.</summary>
    public void Note(RecordedBreakGlass file, IReadOnlyList<SecretName> keys) => Current = Current with
    {
        BreakGlass = file,
        Overrides = [.. Current.Overrides.Select(one => one.Kind == PhaseOverrides.BreakGlass ? one with { Keys = [.. keys.Select(key => key.Value)] } : one)],
    };

    public void Note(RecordedAuthority? opened) => Current = Current with { Authority = opened };

    public void Note(SharedEnvironmentLease? lease) => Current = Current with { Lease = lease is null ? null : new RecordedLease(lease.Kind, lease.Fence, lease.WhyLost) { Journal = lease.Journal?.ForRecord() } };

    /// <summary>Writes what is known so far: a killed run is found by it.</summary>
    public void Save() => journal.Write(Current);

    public void Note(RecordedSealedPlan plan) => Current = Current with { Plan = plan };

    public void Note(IReadOnlyList<RecordedSeed> seeded) => Current = Current with { Seeded = seeded };

    public void Note(RecordedCommit? commit, IReadOnlyDictionary<string, FoundTool> tools) => Current = Current with
    {
        Git = commit,
        Tools = new SortedDictionary<string, string>(tools.ToDictionary(tool => tool.Key, tool => tool.Value.Version.ToString()), StringComparer.Ordinal),
    };

    public void Note(IReadOnlyList<StepResult> results, PhaseRun run) => Current = Current with
    {
        Secrets = [.. run.Secrets.ForRecord(), .. run.Credentials.ForRecord()],
        Steps = [.. results.Select(result => Describe(result, run.Evidence.GetValueOrDefault(result.Step)))],
    };

    public void Note(RecordedRecovery recovery) => Current = Current with { Recovery = recovery };

    public void Note(LeakReport leaks) => Current = Current with { LeakSearch = leaks.ForRecord() };

    public RunSummary Summarise(IReadOnlyList<StepResult> results) => new()
    {
        Id = Id,
        Verb = Id.Verb,
        Action = Current.Action,
        Environment = Current.Environment,
        Selector = selector,
        RunAgain = $"hyops run {Id.Verb}{(Current.Action is null ? "" : $" --{Current.Action}")} {selector}",
        Steps = results,
        RecordDirectory = Directory,
        Duration = Elapsed,
        Leaks = Current.LeakSearch?.Leaks ?? [],
        Recovery = Current.Recovery,
        JournalCopy = Current.Lease?.Journal,
        Resume = Current.Recovery is not null && CodeOf(results) is not ExitCode.Ok ? $"hyops run {Id.Verb} {selector}{(Current.Recovery.Mode == "drill" ? " --drill" : "")} --resume {Id}" : null,
        ExitCode = CodeOf(results),
    };

    // A drill that works and takes too long has found what it was held to find.
    private ExitCode CodeOf(IReadOnlyList<StepResult> results) =>
        Current.LeakSearch is { Leaks.Count: > 0 } ? ExitCode.SecretsFailed
        : RunSummary.CodeOf(results) is not ExitCode.Ok and var code ? code
        : Current.Recovery is { Mode: "drill" } drill && (drill.MetRecoveryTime is false || drill.MetDataLoss is false) ? ExitCode.ToolFailed
        : ExitCode.Ok;

    public RunRecord Finished(RunSummary summary) =>
        Current = Current with { DurationMs = (long)summary.Duration.TotalMilliseconds, ExitCode = (int)summary.ExitCode };

    public RunRecord Stopped(Exception exception)
    {
        var known = exception as HyOpsException;
        var code = known?.ExitCode ?? (exception is OperationCanceledException ? ExitCode.Interrupted : ExitCode.InternalError);
        return Current = Current with
        {
            DurationMs = (long)Elapsed.TotalMilliseconds,
            ExitCode = (int)code,
            Error = new RecordedError(known?.Message ?? $"{exception.GetType().Name}: {exception.Message}", known?.NextStep),
        };
    }

    private static RecordedStep Describe(StepResult result, StepEvidence? evidence) => new()
    {
        Id = result.Step,
        Module = result.Module,
        InputsSha256 = evidence?.InputsSha256,
        Tool = result.Tool,
        Outcome = OutcomeNames.Of(result.Outcome),
        Summary = result.Summary,
        Failure = result.Failure,
        Forensics = result.Forensics,
        Started = evidence is null ? null : result.Started,
        DurationMs = (long)result.Duration.TotalMilliseconds,
        Published = result.Published,
        Withheld = result.Withheld,
        Plan = result.Plan,
        Measured = result.Measured.Count > 0 ? result.Measured : null,
        BudgetMs = (long?)result.Budget?.TotalMilliseconds,
        Files = evidence?.Files ?? [],
    };
}
