using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Canary;
using HyOps.Engine.Leases;
using HyOps.Engine.Passwords;
using HyOps.Engine.Plans;
using HyOps.Engine.Projects;
using HyOps.Engine.Recovery;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Engine.Phases;

/// <summary>
/// Runs a phase of an environment: contracts, lease, guardrails, tools and secrets first, for the whole phase; only then the steps.
/// The record is written however the run ends.
/// </summary>
/// <param name="services">What it stands on.</param>
public sealed class RunPhase(EngineServices services)
{
    /// <summary>Runs it.</summary>
    /// <param name="options">What the operator asks.</param>
    /// <param name="view">Sees every event, after the journal.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to each running tool; nothing new starts.</param>
    /// <returns>How it ended; failed steps are in it, not thrown.</returns>
    /// <exception cref="HyOpsException">What stopped the run before its steps.</exception>
    public async Task<RunSummary> RunAsync(RunPhaseOptions options, IRunObserver view, CancellationToken cancellationToken)
    {
        options.Plan.Require(options.Destroy);
        options.Recovery.Require(options.Phase);
        PhaseOverrides.Require(options);
        var chosen = ChosenEnvironment.From(services.World, options.Environment, options.Root);
        var project = Project.Find(services.World, options.Project);
        Project.RequireEnvironment(project, chosen.Name);
        var validation = Validate(project, chosen, options, cancellationToken);
        var environment = validation.Environment ?? throw ContractsInvalidException.Because(validation.Problems);
        PhaseOverrides.Require(options, environment);
        options = options with { Recovery = options.Recovery.For(environment, options.Phase) };
        PhaseOverrides.RequireRunbook(options, environment, services.World, project.Root);
        using var journal = RunJournal.Create(chosen.Root.LogsDirectory, RunId.Create(VerbOf(options), services.World.Clock), services.Masker, services.World.Clock);
        var record = new PhaseRecord(services, environment, options, journal);
        var observer = new EventFanOut(journal, view);
        observer.On(new RunStarted(journal.Id, VerbOf(options) + (options.Destroy ? " --destroy" : ""), environment.Name.Value, journal.Directory));
        journal.Write(record.Current);
        var end = new RunEnd(services, environment, journal, record, observer);
        RunSummary summary;
        try
        {
            summary = await RunRecordedAsync(options, chosen, project, validation, record, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Not the run's token: an interrupted run's record is sealed, signed and told of like any other, in bounded time.
            await end.OfStoppedAsync(e, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return await end.OfAsync(summary, CancellationToken.None).ConfigureAwait(false);
    }

    private ValidationResult Validate(ProjectFolders project, ChosenEnvironment chosen, RunPhaseOptions options, CancellationToken cancellationToken) =>
        new ContractValidator(project).Validate(
            new ValidationRequest
            {
                Environment = chosen.Name,
                Phase = options.Phase,
                InactiveDefaults = options.InactiveDefaults,
                Destroy = options.Destroy,
                Parallelism = services.World.ProcessorCount,
            },
            cancellationToken);

    private async Task<RunSummary> RunRecordedAsync(
        RunPhaseOptions options, ChosenEnvironment chosen, ProjectFolders project, ValidationResult validation, PhaseRecord record, EventFanOut observer, CancellationToken cancellationToken)
    {
        var environment = RequireContracts(validation, options.Phase, observer);
        var (whole, plan) = StepsOf(environment, options);
        var history = RunbookStart.Require(options, whole, environment, chosen, services.World);
        using var lease = EnvironmentLease.Take(chosen.Root.MetaDirectory, record.Id, services.World);
        new AbandonedWork(chosen.Root, services.World, record.Id, EnvironmentSelector.Of(environment.Name.Value, options), observer).Remove();
        var stored = FindPlan(options, chosen, record);
        var own = PhaseServices.For(options, environment, services);
        var passwords = options.Passwords ?? new VaultPasswordSource(options.Password, chosen, services.World, services.Runner, services.Masker);
        var store = new BundleStore(chosen, passwords, services.Masker, services.World.Clock) { AllowedReservedKeys = environment.AllowedReservedKeys };
        using var temporary = RunTemp.Create(services.World, record.Id);
        var run = await new PhasePreparation(own, options, chosen, store, record, temporary, observer).PrepareAsync(project, environment, plan, cancellationToken).ConfigureAwait(false);
        Recall(run, whole, plan);
        await using var shared = await new SharedLeases(own, environment, project.Root, store.OpenOrEmptyAsync, record.Id).TakeAsync(observer, cancellationToken).ConfigureAwait(false);
        record.Note(shared);
        history ??= shared is null ? null : await RunbookStart.FetchAsync(options, environment, chosen, shared, cancellationToken).ConfigureAwait(false);
        run = run with { WorkName = stored?.Id.Value };
        var leaks = RunLeaks.Of(run);
        var context = ContextOf(options.Plan, options.Parallelism, project, plan, run.Under(shared), record, passwords);
        RunSummary summary;
        try
        {
            var runbook = options.Phase.IsRecovery() && stored is null && !options.Plan.PlanOnly ? new RunbookRun(context, whole, options.Recovery, history) : null;
            summary = await (runbook?.RunAsync(cancellationToken) ?? RunStepsAsync(context, stored, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            // Also of a run that something stopped: its children ran.
            record.Note(shared);
            record.Note(leaks.Search(plan));
        }

        if (PhaseServices.Seeds(options, environment) && IsDone(summary, record) && !options.Plan.PlanOnly)
        {
            var seen = new SeenVersions(chosen.Root, services.World.Clock);
            await new AuthoritySeeding(own, environment, project.Root, store, seen).RunAsync(record, observer, cancellationToken).ConfigureAwait(false);
        }

        return record.Summarise(summary.Steps) with { Plan = summary.Plan };
    }

    private static (PhasePlan Whole, PhasePlan Plan) StepsOf(EnvironmentDefinition environment, RunPhaseOptions options)
    {
        var whole = environment.Phases[options.Phase];
        var steps = ChosenSteps.Of(whole, options.Recovery.StepsOf(whole) ?? options.Steps);
        return (whole, options.Destroy ? DestroyPlan.Of(steps) : steps);
    }

    private static bool IsDone(RunSummary summary, PhaseRecord record) =>
        record.Summarise(summary.Steps).ExitCode is ExitCode.Ok && summary.Steps.All(step => step.Outcome is StepOutcome.Changed or StepOutcome.Unchanged);

    private static void Recall(PhaseRun run, PhasePlan whole, PhasePlan plan)
    {
        ChosenSteps.Recall(run, whole, plan);
        if (run.Destroys)
        {
            DestroyPlan.Recall(run, plan);
        }
    }

    private static EnvironmentDefinition RequireContracts(ValidationResult validation, Phase phase, EventFanOut observer)
    {
        if (!validation.Ok)
        {
            throw ContractsInvalidException.Because(validation.Problems);
        }

        var warnings = validation.Problems.Length;
        var steps = Counted(validation.Environment!.Phases[phase].Runbook.Length, "step");
        var problems = warnings == 0 ? "no problem" : $"{Counted(warnings, "warning")} ('hyops validate' shows them)";
        observer.On(new StageDone("contracts", $"{steps}, {Counted(validation.ModuleCount, "module")}, {problems}"));
        return validation.Environment;
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private PlanContext ContextOf(PlanOptions options, int? parallelism, ProjectFolders project, PhasePlan plan, PhaseRun run, PhaseRecord record, VaultPasswordSource passwords) => new()
    {
        Services = services,
        Options = options,
        Project = project,
        Plan = plan,
        Run = run,
        Record = record,
        Steps = new PhaseSteps(parallelism ?? services.World.ProcessorCount, record),
        Passwords = passwords,
    };

    /// <summary>Does what was asked with the steps: plans them, applies a plan of them, or runs them in one go.</summary>
    private static async Task<RunSummary> RunStepsAsync(PlanContext context, StoredPlan? stored, CancellationToken cancellationToken)
    {
        if (stored is not null)
        {
            return await new ApplyPlan(context, stored).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (context.Options.PlanOnly)
        {
            return await new MakePlan(context).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        var runner = new StepRunner(context.Run);
        var results = await context.Steps.RunAsync(context.Run, context.Plan, step => runner.RunAsync((PlanStep)step, cancellationToken), cancellationToken).ConfigureAwait(false);
        return context.Record.Summarise(results);
    }

    private static StoredPlan? FindPlan(RunPhaseOptions options, ChosenEnvironment chosen, PhaseRecord record)
    {
        if (options.Plan.Apply is not { } asked)
        {
            return null;
        }

        var stored = new PlanStore(chosen.Root).Get(asked);
        record.Note(new RecordedSealedPlan("applied", stored.Id.Value, PhaseNames.Of(options.Phase)) { ApprovedBy = options.Plan.ApprovedBy });
        record.Save();
        ApplyPlan.RequireApplicable(stored, chosen.Name.Value, PhaseNames.Of(options.Phase));
        return stored;
    }

    // A plan is a run of its own kind, so that its id says what it is.
    private static string VerbOf(RunPhaseOptions options) => options.Plan.PlanOnly ? "plan" : PhaseNames.Of(options.Phase);
}
