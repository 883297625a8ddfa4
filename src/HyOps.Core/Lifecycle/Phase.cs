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
}
