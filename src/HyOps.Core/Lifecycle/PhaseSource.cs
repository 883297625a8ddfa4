using HyOps.Core.Environments;

namespace HyOps.Core.Lifecycle;

/// <summary>Where a phase takes its secrets from.</summary>
public enum PhaseSource
{
    /// <summary>The encrypted bundle.</summary>
    Bundle,

    /// <summary>The authority of the environment, for mapped keys; the bundle for connectivity credentials alone.</summary>
    Authority,
}

/// <summary>The rule of each phase.</summary>
public static class PhaseSources
{
    /// <summary>Bootstrap and DR take everything from the bundle; steady state takes mapped keys from the authority, where there is one.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="environment">The environment.</param>
    public static PhaseSource Of(Phase phase, EnvironmentDefinition environment) =>
        phase is Phase.SteadyState && environment.Authority is not null ? PhaseSource.Authority : PhaseSource.Bundle;

    /// <summary>The source, in words: <c>the encrypted bundle</c>, <c>azure-key-vault https://….vault.azure.net/</c>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="environment">The environment.</param>
    public static string Words(PhaseSource source, EnvironmentDefinition environment) =>
        source is PhaseSource.Authority && environment.Authority is { } authority ? $"{authority.Kind} {authority.VaultUri}" : "the encrypted bundle";
}
