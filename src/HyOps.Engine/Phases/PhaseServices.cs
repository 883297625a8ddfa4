using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Phases;

/// <summary>
/// What a phase stands on. DR, and a bootstrap that seeds nothing, get no way to open an authority: that they call none does not depend on
/// the lines below, but on there being nothing to call.
/// </summary>
internal static class PhaseServices
{
    private static readonly ImmutableDictionary<string, ISecretAuthorityProvider> NoAuthorities = ImmutableDictionary<string, ISecretAuthorityProvider>.Empty;

    public static EngineServices For(RunPhaseOptions options, EnvironmentDefinition environment, EngineServices services)
    {
        var reads = PhaseOverrides.SourceOf(options, environment) is PhaseSource.Authority;
        return reads || Seeds(options, environment) ? services : services with { Authorities = NoAuthorities };
    }

    /// <summary>Whether the run ends by writing the mapped keys of the bundle into the authority.</summary>
    public static bool Seeds(RunPhaseOptions options, EnvironmentDefinition environment) =>
        options is { Phase: Phase.Bootstrap, Destroy: false } && environment.Authority is { SeedAfterBootstrap: true };
}
