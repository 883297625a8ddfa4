using System.Collections.Immutable;
using HyOps.Core.Modules;

namespace HyOps.Core.Environments;

/// <summary>A Kubernetes Secret that the modules of an environment ask for.</summary>
/// <param name="Consumer">What it is.</param>
/// <param name="Modules">The modules that ask for it, in ordinal order.</param>
public sealed record ProjectedSecret(KubernetesConsumer Consumer, ImmutableArray<ModuleRef> Modules)
{
    /// <summary>All that the steps of all phases ask for, each once, by namespace and name. Where two ask differently, the first one counts.</summary>
    /// <param name="environment">The environment.</param>
    public static ImmutableArray<ProjectedSecret> Of(EnvironmentDefinition environment) =>
    [
        .. All(environment).GroupBy(pair => pair.Consumer.Path, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ProjectedSecret(
                group.First().Consumer,
                [.. group.Select(pair => pair.Module).DistinctBy(module => module.Value).OrderBy(module => module.Value, StringComparer.Ordinal)])),
    ];

    /// <summary>Every consumer of every step, in the order of phases and steps.</summary>
    /// <param name="environment">The environment.</param>
    public static IEnumerable<(ModuleRef Module, KubernetesConsumer Consumer)> All(EnvironmentDefinition environment) =>
        environment.Phases.OrderBy(phase => phase.Key)
            .SelectMany(phase => phase.Value.Steps)
            .Select(step => step.Module.Contract)
            .DistinctBy(contract => contract.ModuleRef.Value)
            .SelectMany(contract => contract.Consumers.Select(consumer => (contract.ModuleRef, consumer)));
}
