using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;

namespace HyOps.Engine.Preflight;

/// <summary>A module that would run.</summary>
/// <param name="Phase">The phase, which decides where its values come from; bootstrap for a module that is asked about by itself.</param>
/// <param name="Step">The step's id, which names its instance; null for such a module.</param>
/// <param name="Module">The module with its inputs.</param>
internal sealed record ScopedModule(Phase Phase, string? Step, ResolvedModule Module)
{
    /// <summary>The modules that a validation found, in the order of phases and steps.</summary>
    public static ImmutableArray<ScopedModule> Of(ValidationResult validation, Phase? phaseOfModule) => validation switch
    {
        { Module: { } module } => [new ScopedModule(phaseOfModule ?? Phase.Bootstrap, null, module)],
        { Environment: { } environment } =>
            [.. environment.Phases.OrderBy(phase => phase.Key).SelectMany(phase => phase.Value.Steps.Select(step => new ScopedModule(phase.Key, step.Id, step.Module)))],
        _ => [],
    };
}
