using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Canary;
using HyOps.Engine.Init;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Explaining;

/// <summary>
/// Tells what a step's tool will see, by the code that makes its environment. Nothing is opened or started: every secret is stood for by a word, so that
/// names alone can come out.
/// </summary>
/// <param name="services">What it stands on.</param>
public sealed class ExplainStep(EngineServices services)
{
    private static readonly SecretValue StandIn = SecretValue.From("stands-for-a-secret");

    /// <summary>Tells it.</summary>
    /// <param name="options">The phase's run, as it would be asked for.</param>
    /// <param name="step">The step's id.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HyOpsException">The contracts do not hold, or there is no such step.</exception>
    public ExplainedStep Explain(RunPhaseOptions options, string step, CancellationToken cancellationToken)
    {
        var chosen = ChosenEnvironment.From(services.World, options.Environment, options.Root);
        var project = Project.Find(services.World, options.Project);
        Project.RequireEnvironment(project, chosen.Name);
        var validation = new ContractValidator(project).Validate(
            new ValidationRequest { Environment = chosen.Name, Phase = options.Phase, InactiveDefaults = options.InactiveDefaults, Parallelism = services.World.ProcessorCount }, cancellationToken);
        var environment = validation is { Ok: true, Environment: { } sound } ? sound : throw ContractsInvalidException.Because(validation.Problems);
        var steps = environment.Phases[options.Phase].Steps;
        var planned = steps.FirstOrDefault(one => one.Id == step) ?? throw NoStep(options, environment, step, steps.Select(one => one.Id));
        var work = Path.Combine(chosen.Root.WorkDirectory, $"explain-{Guid.NewGuid():N}");
        try
        {
            return Explain(options, environment, chosen, planned, work);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private ExplainedStep Explain(RunPhaseOptions options, EnvironmentDefinition environment, ChosenEnvironment chosen, PlanStep step, string work)
    {
        var driver = services.Drivers[step.Module.Contract.Driver];
        var run = RunId.Create(PhaseNames.Of(options.Phase), services.World.Clock);
        var request = RequestFor(step, environment, CommonOf(PhaseEnvironment.For(services.World, chosen, options.Phase, run), environment, step.Id), work);
        var seen = driver.EnvironmentOf(request);
        var words = new VariableWords(services.World, request, driver.Tool.Key, key => SourceOf(options, environment, key));
        var names = seen.Plain.Keys.Union(seen.Secrets.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ExplainedStep(step.Id, step.Module.Contract.ModuleRef.Value, driver.Tool.Key, [.. names.Select(name => words.Of(name, seen.Secrets.ContainsKey(name)))]);
    }

    // What the phase and its steps add: a test holds real runs of real tools against it.
    private static ChildEnvironment CommonOf(ChildEnvironment phase, EnvironmentDefinition environment, string step)
    {
        var common = phase.With(RunTemp.Variable, "").With(RunCanary.Name, StandIn).With("HYOPS_STEP", step).With(TraceParent.Variable, "");
        return environment.Lease is null ? common : common.With(PhaseRun.FenceVariable, "");
    }

    private DriverRequest RequestFor(PlanStep step, EnvironmentDefinition environment, ChildEnvironment common, string work)
    {
        PrivateDirectory.Create(Path.Combine(work, "step"));
        PrivateDirectory.Create(Path.Combine(work, "state"));
        return new DriverRequest
        {
            StepId = step.Id,
            Module = step.Module,
            Inputs = [],
            StackDirectory = Path.Combine(step.Module.Contract.Directory, step.Module.Contract.Stack),
            WorkDirectory = Path.Combine(work, "step"),
            StateDirectory = Path.Combine(work, "state"),
            InventoryDirectory = environment.Directory,
            Program = "",
            ToolVersion = new Version(1, 0),
            Environment = common,
            Secrets = SecretBundle.From(step.Module.RequiredEnv.Select(name => KeyValuePair.Create(name, StandIn))),
            Credentials = [.. step.Module.Contract.Credentials.Distinct(StringComparer.Ordinal).Select(InitTargets.Find).OfType<IInitTarget>().SelectMany(target => target.Fields).Select(Credential)],
            Clock = services.World.Clock,
            Output = DiscardOutput.Instance,
            Report = static _ => { },
            HoldsSecret = static _ => false,
            Mask = static text => text,
        };
    }

    private static TargetCredential Credential(TargetField field) => new(field.Name, StandIn) { IsSecret = field.IsSecret, Variables = field.Variables };

    private static string SourceOf(RunPhaseOptions options, EnvironmentDefinition environment, SecretName key) =>
        options.AllowedShellKeys.Contains(key) ? "this shell (--allow-shell)"
        : PhaseOverrides.SourceOf(options, environment) is PhaseSource.Authority && environment.SecretMap.Rows.TryGetValue(key, out var row)
            ? $"{row.Reference} of {PhaseSources.Words(PhaseSource.Authority, environment)}"
        : options is { BreakGlass: true, Phase: Phase.Dr } && environment.BreakGlass is { } glass && glass.Keys.Contains(key)
            ? $"the bundle, or {glass.File} where the bundle lacks it (--break-glass)" : "the bundle";

    private static HyOpsException NoStep(RunPhaseOptions options, EnvironmentDefinition environment, string step, IEnumerable<string> known) => new(
        ExitCode.OperatorError, $"{PhaseNames.Of(options.Phase)} of {environment.Name} has no step '{step}'", $"its steps are {string.Join(", ", known)}");
}
