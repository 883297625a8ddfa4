namespace HyOps.Core.Lifecycle;

/// <summary>A phase of a platform's life.</summary>
public enum Phase
{
    /// <summary>Foundations, from the encrypted bundle.</summary>
    Bootstrap,

    /// <summary>Day two, from the authority.</summary>
    SteadyState,

    /// <summary>Disaster recovery, from the encrypted bundle on an external runner.</summary>
    Dr,

    /// <summary>The way home after a recovery, from the encrypted bundle too.</summary>
    DrFailback,
}

/// <summary>What phases have in common.</summary>
public static class Phases
{
    /// <summary>Whether the phase is a recovery's: its steps are a runbook, and it calls no authority.</summary>
    /// <param name="phase">The phase.</param>
    public static bool IsRecovery(this Phase phase) => phase is Phase.Dr or Phase.DrFailback;
}
