using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
using HyOps.Engine.Canary;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>
/// Rotates secrets at their source: lists the consumers, checks that everything later is possible, writes the new version, runs the modules again
/// that use it, verifies that every consumer follows, and only then disables the old version.
/// </summary>
/// <param name="services">What it stands on.</param>
public sealed class RotateSecrets(EngineServices services)
{
    /// <summary>Runs steps of steady state; a test may replace it.</summary>
    internal Func<RunPhaseOptions, IRunObserver, CancellationToken, Task<RunSummary>> RunSteps { get; init; } =
        (options, view, cancellationToken) => new RunPhase(services).RunAsync(options, view, cancellationToken);

    /// <summary>Rotates, resumes or plans.</summary>
    /// <param name="options">What the operator asks.</param>
    /// <param name="view">Sees every event.</param>
    /// <param name="cancellationToken">Cancelled = stop between two stages, and interrupt what runs.</param>
    /// <exception cref="HyOps.Core.HyOpsException">What stopped it; the state on disk says how far it came.</exception>
    public async Task<RotationResult> RunAsync(RotateOptions options, IRunObserver view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options);
        var chosen = ChosenEnvironment.From(services.World, options.Environment, options.Root);
        var project = Project.Find(services.World, options.Project);
        Project.RequireEnvironment(project, chosen.Name);
        var environment = Load(project, chosen.Name, cancellationToken);
        var store = new RotationStore(chosen.Root.StateDirectory, services.World.Clock);
        options = options with { Keys = KeysOf(options, store, chosen) };
        return options.Plan
            ? await PlanAsync(options, chosen, project, environment, store, cancellationToken).ConfigureAwait(false)
            : await RotateAsync(options, chosen, project, environment, store, view, cancellationToken).ConfigureAwait(false);
    }

    private static void Require(RotateOptions options)
    {
        if (options.DisableUnverified && string.IsNullOrWhiteSpace(options.Reason))
        {
            throw RotationException.NoReason();
        }

        if (options.Keys.IsEmpty && !options.Resume)
        {
            throw RotationException.NoKeys();
        }
    }

    // Manifests that are not rendered anew stop no rotation: it is the authority that changes.
    private static EnvironmentDefinition Load(ProjectFolders project, EnvironmentName name, CancellationToken cancellationToken)
    {
        var validation = new ContractValidator(project).Validate(new ValidationRequest { Environment = name, Manifests = false }, cancellationToken);
        var environment = validation.Ok ? validation.Environment! : throw ContractsInvalidException.Because(validation.Problems);
        return environment.Authority is null ? throw RotationException.NoAuthority(environment) : environment;
    }

    private static ImmutableArray<SecretName> KeysOf(RotateOptions options, RotationStore store, ChosenEnvironment chosen)
    {
        if (!options.Keys.IsEmpty)
        {
            return [.. options.Keys.Distinct()];
        }

        var open = store.Open();
        return open.Count > 0 ? [.. open] : throw RotationException.NothingOpen(chosen.Name.Value);
    }

    private async Task<RotationResult> PlanAsync(
        RotateOptions options, ChosenEnvironment chosen, ProjectFolders project, EnvironmentDefinition environment, RotationStore store, CancellationToken cancellationToken)
    {
        var (id, canary) = (RunId.Create("rotate", services.World.Clock), RunCanary.Create(services.Masker));
        var bundle = Bundle(chosen, environment, Passwords(options, chosen));
        var authority = await new AuthorityOpener(services).OpenAsync(environment, project.Root, bundle, id.Value, cancellationToken).ConfigureAwait(false);
        await using (authority.ConfigureAwait(false))
        {
            var given = await GivenAsync(options, environment, cancellationToken).ConfigureAwait(false);
            var planner = new RotationPlanner(environment, authority, store, Probes(chosen, environment, authority, id, canary), Cluster(environment, canary));
            var plans = await planner.PlanAsync(options.Keys, options, given, cancellationToken).ConfigureAwait(false);
            return new RotationResult { Environment = environment.Name.Value, Authority = authority.Address, Keys = [.. plans.Select(plan => new RotatedKey(plan, null))] };
        }
    }

    private async Task<RotationResult> RotateAsync(
        RotateOptions options, ChosenEnvironment chosen, ProjectFolders project, EnvironmentDefinition environment, RotationStore store, IRunObserver view, CancellationToken cancellationToken)
    {
        var id = RunId.Create("rotate", services.World.Clock);
        chosen.Root.Prepare(chosen.Root.StateDirectory);
        using var running = store.Lock();
        using var journal = RunJournal.Create(chosen.Root.LogsDirectory, id, services.Masker, services.World.Clock);
        var record = new RotationRecord(services, environment, options, journal);
        var observer = new EventFanOut(journal, view);
        var canary = RunCanary.Create(services.Masker);
        var leaks = new RunLeaks(chosen.Root, services.Masker, services.World.Clock, observer, value => value.Equals(canary) ? RunCanary.Name : null, [journal.Directory]);
        record.Begin();
        try
        {
            var intended = Intend(options, chosen, environment);
            IReadOnlyList<Verdict> verdicts = [.. GuardrailRules.All.Select(rule => rule.Check(intended))];
            record.Note(verdicts);
            GuardrailException.ThrowIfRefused(verdicts);
            var passwords = Passwords(options, chosen);
            var bundle = Bundle(chosen, environment, passwords);
            var authority = await new AuthorityOpener(services).OpenAsync(environment, project.Root, bundle, id.Value, cancellationToken).ConfigureAwait(false);
            await using (authority.ConfigureAwait(false))
            {
                var run = await RunFor(options, chosen, environment, store, authority, passwords, observer, view, id, canary, cancellationToken).ConfigureAwait(false);
                var keys = await PreparedAsync(run, project.Root, bundle, record, cancellationToken).ConfigureAwait(false);
                keys = await run.RunAsync(keys, record.Note, cancellationToken).ConfigureAwait(false);
                record.Note(keys);
                var found = record.Note(leaks.Search([]));
                var result = new RotationResult { Environment = environment.Name.Value, Authority = authority.Address, Keys = keys, RunId = id, RecordDirectory = journal.Directory, Leaks = found };
                return result with { SigningFailure = await record.FinishAsync(result.ExitCode, CancellationToken.None).ConfigureAwait(false) };
            }
        }
        catch (Exception e)
        {
            record.Note(leaks.Search([]));
            await record.StopAsync(e, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // Everything that can be known before is asked before: obstacles of all keys, and what the run of the steps will need.
    private static async Task<IReadOnlyList<RotatedKey>> PreparedAsync(RotationRun run, string projectRoot, BundleStore bundle, RotationRecord record, CancellationToken cancellationToken)
    {
        var planner = new RotationPlanner(run.Environment, run.Authority, run.Store, run.Probes, run.Cluster);
        var plans = await planner.PlanAsync(run.Options.Keys, run.Options, run.Given, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RotatedKey> keys = [.. plans.Select(plan => new RotatedKey(plan, run.Options.Resume ? plan.State : null))];
        record.Note(keys);
        var obstacles = plans.SelectMany(plan => plan.Obstacles).ToList();
        if (obstacles.Count > 0)
        {
            throw RotationException.Impossible(run.Environment.Name.Value, obstacles);
        }

        await new StepsRehearsal(run, projectRoot, bundle).RequireAsync(keys, record.Note, cancellationToken).ConfigureAwait(false);
        return keys;
    }

    private async Task<RotationRun> RunFor(
        RotateOptions options, ChosenEnvironment chosen, EnvironmentDefinition environment, RotationStore store, ISecretAuthority authority, VaultPasswordSource passwords, IRunObserver observer, IRunObserver view, RunId id, SecretValue canary,
        CancellationToken cancellationToken) => new()
        {
            Services = services,
            Chosen = chosen,
            Environment = environment,
            Authority = authority,
            Store = store,
            Cluster = Cluster(environment, canary),
            Probes = Probes(chosen, environment, authority, id, canary),
            Observer = observer,
            Id = id,
            Options = options,
            Passwords = passwords,
            Given = await GivenAsync(options, environment, cancellationToken).ConfigureAwait(false),
            RunSteps = (phase, token) => RunSteps(phase, view, token),
        };

    private ClusterWatch Cluster(EnvironmentDefinition environment, SecretValue canary) => new(environment.ExternalSecrets, services.Runner, services.World, canary);

    private ProbeRunner Probes(ChosenEnvironment chosen, EnvironmentDefinition environment, ISecretAuthority authority, RunId id, SecretValue canary) =>
        new(environment, authority, services.Runner, services.World, id.Value, chosen.Root, canary);

    private VaultPasswordSource Passwords(RotateOptions options, ChosenEnvironment chosen) => new(options.Password, chosen, services.World, services.Runner, services.Masker);

    private BundleStore Bundle(ChosenEnvironment chosen, EnvironmentDefinition environment, VaultPasswordSource passwords) =>
        new(chosen, passwords, services.Masker, services.World.Clock) { AllowedReservedKeys = environment.AllowedReservedKeys };

    private async Task<IReadOnlyDictionary<SecretName, SecretValue>> GivenAsync(RotateOptions options, EnvironmentDefinition environment, CancellationToken cancellationToken)
    {
        if (options.Given is { Assignments.IsEmpty: true, FromEnvironment.IsEmpty: true, FromFile.IsEmpty: true })
        {
            return ImmutableDictionary<SecretName, SecretValue>.Empty;
        }

        var values = await new GivenValues(services.World, environment.AllowedReservedKeys).ReadAsync(options.Given, cancellationToken).ConfigureAwait(false);
        services.Masker.Register(values.Select(pair => pair.Value));
        return values.ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>What guardrails are asked about; what the shell holds is not known yet.</summary>
    internal static IntendedRun Intend(RotateOptions options, ChosenEnvironment chosen, EnvironmentDefinition environment) => new()
    {
        Environment = environment,
        EnvironmentNamed = chosen.IsNamed,
        Phase = Phase.SteadyState,
        Confirmation = options.Confirmation,
        Source = PhaseSource.Authority,
        AllowedShellKeys = options.AllowedShellKeys,
        ExposedPaths = ExposedPaths.Below(chosen.Root),
    };
}
