using HyOps.Contracts.Projects;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Canary;
using HyOps.Engine.Init;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;
using HyOps.Engine.State;
using HyOps.Engine.Tools;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Phases;

/// <summary>What must be known and allowed before the first step of a phase: guardrails, tools, secrets; for the whole phase.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="options">What the operator asks.</param>
/// <param name="chosen">The environment and its root.</param>
/// <param name="store">The environment's bundle.</param>
/// <param name="record">Takes what was found.</param>
/// <param name="temporary">The children's directory for temporary files.</param>
/// <param name="observer">Told about each stage.</param>
internal sealed class PhasePreparation(EngineServices services, RunPhaseOptions options, ChosenEnvironment chosen, BundleStore store, PhaseRecord record, RunTemp temporary, EventFanOut observer)
{
    public async Task<PhaseRun> PrepareAsync(ProjectFolders project, EnvironmentDefinition environment, PhasePlan plan, CancellationToken cancellationToken)
    {
        // What can be refused without a password is refused without asking for one.
        var intended = Intend(environment);
        CheckGuardrails(intended);
        var credentials = TargetCredentials.Load(chosen, plan.Steps.SelectMany(step => step.Module.Contract.Credentials), services.Masker);
        var canary = RunCanary.Create(services.Masker);
        var children = temporary.In(PhaseEnvironment.For(services.World, chosen, options.Phase, record.Id)).With(RunCanary.Name, canary);
        var commit = new GitState(services.Runner, children).ReadAsync(project.Root, cancellationToken);
        var tools = await new PhaseTools(services, observer).RequireAsync(plan, environment, options, children, cancellationToken).ConfigureAwait(false);
        record.Note(await commit.ConfigureAwait(false), tools);
        var secrets = await OpenSecretsAsync(project, environment, plan, cancellationToken).ConfigureAwait(false);
        intended = intended with { ShellDifferences = secrets.ShellDifferences };
        CheckGuardrails(intended);
        secrets.RequireAll(options.Phase, environment);
        var run = RunOf(environment, plan, tools, children, secrets.Given, credentials, canary);
        await CheckFreshnessAsync(run, intended, plan, cancellationToken).ConfigureAwait(false);
        observer.On(new StageDone("guardrails", $"{record.Current.Guardrails.Count} passed"));
        WarnOfShort(secrets.Given);
        return run;
    }

    // By what the run has opened: it is the last thing that is asked before anything starts.
    private async Task CheckFreshnessAsync(PhaseRun run, IntendedRun intended, PhasePlan plan, CancellationToken cancellationToken)
    {
        var whole = intended.Environment.Phases[options.Phase];
        if (whole.Freshness.IsEmpty)
        {
            return;
        }

        var ages = await new FreshnessProbes(new StepProbes(services.Runner, ProbeSetting.Of(run))).AskAsync(whole, plan, cancellationToken).ConfigureAwait(false);
        record.Note([], run);
        observer.On(new StageDone("freshness", string.Join("; ", ages.Select(age => age.Words))));
        CheckGuardrails(intended with { Ages = ages });
    }

    private PhaseRun RunOf(
        EnvironmentDefinition environment, PhasePlan plan, IReadOnlyDictionary<string, FoundTool> tools, ChildEnvironment children, GivenSecrets secrets, TargetCredentials credentials, SecretValue canary) =>
        new()
        {
            Id = record.Id,
            Canary = canary,
            TemporaryDirectory = temporary.Path,
            Environment = environment,
            Root = chosen.Root,
            Drivers = services.Drivers,
            Tools = tools,
            ChildEnvironment = children,
            Secrets = secrets,
            Credentials = credentials,
            Masker = services.Masker,
            Observer = observer,
            State = new ModuleStateStore(chosen.Root.StateDirectory, services.World.Clock),
            Trace = RunTrace.Of(record.Id, services.World),
            Clock = services.World.Clock,
            RecordDirectory = record.Directory,
            KeepWork = options.KeepWork,
            Destroys = options.Destroy,
            AllowedDestroys = AllowedDestroys.Of(options.AllowDestroy, plan.Steps),
        };

    private void WarnOfShort(GivenSecrets given)
    {
        if (given.NotMaskedEverywhere() is { Count: > 0 } names)
        {
            observer.On(new StageDone("masking", $"{string.Join(", ", names)}: {MaskPolicy.WhyNotEverywhere}; set a random value of 16 characters or more"));
        }
    }

    private Task<OpenedSecrets> OpenSecretsAsync(ProjectFolders project, EnvironmentDefinition environment, PhasePlan plan, CancellationToken cancellationToken)
    {
        var shell = new ShellValues(services.World.Variables, services.Masker);
        var source = SourceFor(project, environment, shell);
        record.Note(source.Opens);
        return new PhaseSecrets(source, shell, observer).OpenAsync(plan, options, cancellationToken);
    }

    private IPhaseSource SourceFor(ProjectFolders project, EnvironmentDefinition environment, ShellValues shell) =>
        PhaseOverrides.SourceOf(options, environment) is PhaseSource.Authority
            ? new SteadyStateSource(new AuthorityOpener(services), environment, project.Root, store, shell.Of(options.AllowedShellKeys), record.Id,
                new WithoutAuthority(environment, chosen.Root, store, services.World.Clock))
            : options.BreakGlass ? BreakGlassFor(project, environment)
            : options is { Phase: Phase.Bootstrap, Destroy: false, Plan.PlanOnly: false } ? new BootstrapSource(store, environment.InventsKeys, observer)
            : new BundleSource(store, options.SecretsFromBundle ? $", in place of {PhaseSources.Words(PhaseSource.Authority, environment)} (--secrets-from bundle)" : "");

    private BreakGlassSource BreakGlassFor(ProjectFolders project, EnvironmentDefinition environment)
    {
        var settings = ChosenBreakGlass.Of(chosen, environment, project.Root).Settings;
        var glass = new BreakGlassStore(settings, project.Root, services.Runner, services.Masker, services.World);
        return new BreakGlassSource(new BundleSource(store), glass, keys =>
        {
            record.Note(BreakGlassRecord.Of(settings, project.Root), keys);
            record.Save();
        });
    }

    private IntendedRun Intend(EnvironmentDefinition environment) => new()
    {
        Environment = environment,
        EnvironmentNamed = chosen.IsNamed,
        Phase = options.Phase,
        Confirmation = options.Confirmation,
        IsDrill = options.Recovery.Drill,
        ChangesNothing = options.Recovery.DryRun || options.Plan.PlanOnly,
        ExecutionPlane = services.World.Variables.GetValueOrDefault(PlaneOfRecovery.Variable),
        Source = PhaseOverrides.SourceOf(options, environment),
        SourceOverride = options.SecretsFromBundle ? options.Reason : null,
        AllowedShellKeys = options.AllowedShellKeys,
        AcceptedStale = options.Recovery.AcceptStale,
        ExposedPaths = ExposedPaths.Below(chosen.Root),
    };

    private void CheckGuardrails(IntendedRun intended)
    {
        IReadOnlyList<Verdict> verdicts = [.. GuardrailRules.All.Select(rule => rule.Check(intended))];
        record.Note(verdicts);
        GuardrailException.ThrowIfRefused(verdicts);
    }
}
