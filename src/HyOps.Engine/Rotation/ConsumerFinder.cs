using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>Follows a key from the secret map to everybody who uses it: modules of all phases, their ExternalSecrets, workloads and probes.</summary>
/// <param name="environment">The environment.</param>
internal sealed class ConsumerFinder(EnvironmentDefinition environment)
{
    public IReadOnlyList<RotationConsumer> Of(SecretName key) => [.. Steps(key), .. Projections(key), .. Workloads(key), .. Probes(key)];

    /// <summary>What the contracts of the modules that require the key say it holds; else its name says it.</summary>
    public SecretSpec SpecOf(SecretName key) =>
        environment.Phases.Values.SelectMany(phase => phase.Steps).Select(step => step.Module.Contract.Secrets.GetValueOrDefault(key)).OfType<SecretSpec>().FirstOrDefault()
        ?? SecretKinds.ByName(key);

    private IEnumerable<RotationConsumer> Steps(SecretName key) => environment.Phases.OrderBy(phase => phase.Key is Phase.SteadyState ? 0 : 1).ThenBy(phase => phase.Key)
        .SelectMany(phase => phase.Value.Steps.Where(step => step.Module.RequiredEnv.Contains(key)).Select(step => Of(key, phase.Key, step)));

    private RotationConsumer Of(SecretName key, Phase phase, PlanStep step) => phase is Phase.SteadyState
        ? new RotationConsumer
        {
            Kind = ConsumerKind.Step,
            Name = step.Id,
            Module = step.Module.Contract.ModuleRef.Value,
            Phase = phase,
            Action = "runs again, with the new version" + (step.Module.Contract.Probes.Any(probe => probe.Keys.Contains(key)) ? "" : $"; unproven: {StepProof.Missing(key, step.Module.Contract.Location.File)}"),
            SpecFile = step.Module.Contract.Location.File,
        }
        : new RotationConsumer
        {
            Kind = ConsumerKind.BundleStep,
            Name = $"{PhaseNames.Of(phase)}/{step.Id}",
            Module = step.Module.Contract.ModuleRef.Value,
            Phase = phase,
            Action = $"takes {key} from the bundle: afterwards, hyops secrets akv-sync --env {environment.Name} {key}",
        };

    private IEnumerable<ProjectedSecret> Projected(SecretName key) => ProjectedSecret.Of(environment).Where(secret => secret.Consumer.Keys.ContainsValue(key));

    private IEnumerable<RotationConsumer> Projections(SecretName key) => Projected(key).Select(secret => new RotationConsumer
    {
        Kind = ConsumerKind.ExternalSecret,
        Name = secret.Consumer.Path,
        Module = secret.Modules[0].Value,
        Action = "follows at its next refresh, or at once with --sync",
        Projection = secret.Consumer,
    });

    private IEnumerable<RotationConsumer> Workloads(SecretName key) => Projected(key).SelectMany(secret => secret.Consumer.Workloads.Select(workload => new RotationConsumer
    {
        Kind = ConsumerKind.Workload,
        Name = $"{secret.Consumer.Namespace} {workload}",
        Module = secret.Modules[0].Value,
        Action = "is restarted by Reloader when its Secret changes",
        Projection = secret.Consumer,
        Workload = workload,
    })).DistinctBy(consumer => consumer.Name);

    private IEnumerable<RotationConsumer> Probes(SecretName key) => environment.Phases.OrderBy(phase => phase.Key)
        .SelectMany(phase => phase.Value.Steps).Select(step => step.Module.Contract).DistinctBy(contract => contract.ModuleRef.Value)
        .SelectMany(contract => contract.Probes.Where(probe => probe.Keys.Contains(key)).Select(probe => new RotationConsumer
        {
            Kind = ConsumerKind.Probe,
            Name = probe.Name,
            Module = contract.ModuleRef.Value,
            Action = $"proves it: {string.Join(' ', probe.Command)}",
            Probe = probe,
            ModuleDirectory = contract.Directory,
        }));
}
