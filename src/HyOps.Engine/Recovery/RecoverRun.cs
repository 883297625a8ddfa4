using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Drivers.Processes;
using HyOps.Engine.Canary;
using HyOps.Engine.Leases;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Engine.State;

namespace HyOps.Engine.Recovery;

/// <summary>
/// Brings the Terraform states that a run left locked or unsaved back in order. Everything is read live, under the environment's lease, with the
/// guardrails, tools and secrets of the run's phase; a record is written. A second call finds nothing to do.
/// </summary>
/// <param name="services">What it stands on.</param>
public sealed class RecoverRun(EngineServices services)
{
    /// <summary>Recovers.</summary>
    /// <param name="options">What the operator asks.</param>
    /// <param name="view">Sees every event.</param>
    /// <param name="cancellationToken">Cancelled = what runs is interrupted once, and nothing new starts.</param>
    /// <returns>How each step's recovery ended; what was refused or failed is in it, not thrown.</returns>
    /// <exception cref="HyOpsException">What stopped it before its first step.</exception>
    public async Task<RunSummary> RunAsync(RecoverOptions options, IRunObserver view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options);
        var chosen = ChosenEnvironment.From(services.World, options.Environment, options.Root);
        var project = Project.Find(services.World, options.Project);
        Project.RequireEnvironment(project, chosen.Name);
        var recovered = new RunStore(chosen.Root.LogsDirectory).Get(options.Run);
        var phase = PhaseNames.TryParse(recovered.Id.Verb, out var known) ? known : throw RecoveryException.NoPhase(recovered.Id);
        var environment = Load(project, chosen.Name, phase, cancellationToken);
        using var journal = RunJournal.Create(chosen.Root.LogsDirectory, RunId.Create("recover", services.World.Clock), services.Masker, services.World.Clock);
        var record = new PhaseRecord(services, environment, OptionsOf(options, phase), journal);
        record.Note(OverridesOf(options, record));
        var observer = new EventFanOut(journal, view);
        observer.On(new RunStarted(journal.Id, "recover", environment.Name.Value, journal.Directory));
        journal.Write(record.Current);
        var end = new RunEnd(services, environment, journal, record, observer);
        RunSummary summary;
        try
        {
            summary = await RecoverAsync(options, chosen, project, environment, recovered, phase, record, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await end.OfStoppedAsync(e, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return await end.OfAsync(summary, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<RunSummary> RecoverAsync(
        RecoverOptions options, ChosenEnvironment chosen, ProjectFolders project, EnvironmentDefinition environment, StoredRun recovered, Phase phase, PhaseRecord record, EventFanOut observer, CancellationToken cancellationToken)
    {
        using var lease = EnvironmentLease.Take(chosen.Root.MetaDirectory, record.Id, services.World);
        if (RunProcesses.Of(recovered.Id.Value).Living is { Count: > 0 } living)
        {
            throw UnendedRunException.StillEnding(recovered.Id, living);
        }

        var candidates = new RecoveryCandidates(chosen.Root, new ModuleStateStore(chosen.Root.StateDirectory, services.World.Clock), recovered);
        var plan = new PhasePlan(phase, [.. StepsOf(options, environment.Phases[phase], candidates)]);
        if (plan.Steps.IsEmpty)
        {
            observer.On(new StageDone("recover", $"run {recovered.Id} left nothing to recover"));
            return record.Summarise([]);
        }

        var phaseOptions = OptionsOf(options, phase);
        var own = PhaseServices.For(phaseOptions, environment, services);
        var passwords = new VaultPasswordSource(options.Password, chosen, services.World, services.Runner, services.Masker);
        var store = new BundleStore(chosen, passwords, services.Masker, services.World.Clock) { AllowedReservedKeys = environment.AllowedReservedKeys };
        using var temporary = RunTemp.Create(services.World, record.Id);
        var run = await new PhasePreparation(own, phaseOptions, chosen, store, record, temporary, observer).PrepareAsync(project, environment, plan, cancellationToken).ConfigureAwait(false);
        var suspects = LockSuspects.Among(new RunStore(chosen.Root.LogsDirectory).List(), recovered, record.Id, LocalMachine.Read());
        observer.On(new StepsPlanned([.. plan.Steps.Select(step => new PlannedStep(step.Id, step.Module.Contract.ModuleRef.Value, []))]));
        await using var shared = await new SharedLeases(own, environment, project.Root, store.OpenOrEmptyAsync, record.Id).TakeAsync(observer, cancellationToken).ConfigureAwait(false);
        record.Note(shared);
        var recoverer = new StepRecovery(own, run.Under(shared), candidates, suspects, options);
        var leaks = RunLeaks.Of(run);
        List<StepResult> results = [];
        foreach (var step in plan.Steps)
        {
            results.Add(await recoverer.RunAsync(step, cancellationToken).ConfigureAwait(false));
        }

        record.Note(results, run);
        record.Note(leaks.Search(plan));
        return record.Summarise(results);
    }

    private static IReadOnlyList<PlanStep> StepsOf(RecoverOptions options, PhasePlan phase, RecoveryCandidates candidates)
    {
        var all = RecoveryCandidates.Terraform(phase).ToList();
        if (options.Step is { } wanted && !all.Exists(step => step.Id == wanted))
        {
            throw RecoveryException.NoStep(wanted, [.. all.Select(step => step.Id)]);
        }

        // Alone and one after the other: a recovery waits for nothing that its phase would wait for.
        return [.. candidates.In(phase).Where(step => options.Step is null || step.Id == options.Step).Select(step => step with { Needs = [], Wires = [] })];
    }

    private static void Require(RecoverOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Reason) && (options.HolderIsDead is not null || options.SecretsFromBundle))
        {
            throw RecoveryException.NoReason(options.HolderIsDead is not null ? "--holder-is-dead" : "--secrets-from");
        }
    }

    // A contract that somebody broke since must not stand between an operator and an unsaved state.
    private static EnvironmentDefinition Load(ProjectFolders project, EnvironmentName name, Phase phase, CancellationToken cancellationToken)
    {
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = name, Phase = phase, Manifests = false }, cancellationToken);
        return validation.Environment ?? throw ContractsInvalidException.Because(validation.Problems);
    }

    private static RunPhaseOptions OptionsOf(RecoverOptions options, Phase phase) => new()
    {
        Phase = phase,
        Project = options.Project,
        Environment = options.Environment,
        Root = options.Root,
        Confirmation = options.Confirmation,
        SecretsFromBundle = options.SecretsFromBundle,
        Reason = options.SecretsFromBundle ? options.Reason : null,
        Password = options.Password,
    };

    private static IReadOnlyList<RecordedOverride> OverridesOf(RecoverOptions options, PhaseRecord record) => options.HolderIsDead is { } id
        ? [.. record.Current.Overrides, new RecordedOverride("holder-is-dead", [id], options.Reason!.Trim())]
        : record.Current.Overrides;
}
