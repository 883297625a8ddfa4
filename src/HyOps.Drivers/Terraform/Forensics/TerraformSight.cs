using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>What a recovery sees of a stack's state, live.</summary>
/// <param name="Backend">The backend's kind.</param>
/// <param name="Now">The state that the backend holds; null where it holds none.</param>
/// <param name="Lock">Who holds its lock; null where nobody does.</param>
/// <param name="Rescued">A state that the backend did not take; null where there is none.</param>
/// <param name="NotSeen">What could not be looked at, and why: then nothing may be decided. Null where all was seen.</param>
public sealed record TerraformSight(string Backend, StateVersion? Now, StateLock? Lock, RescuedState? Rescued, string? NotSeen)
{
    /// <summary>Whether the backend holds the rescued state already, whatever its serial.</summary>
    public bool HoldsRescued { get; init; }
}
