using HyOps.Core.Drivers;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>A run that may have taken a lock, with all that is known of its life.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Host">The machine that it ran on.</param>
/// <param name="From">When it started.</param>
/// <param name="Until">When it ended, or at the latest; null where it may still run.</param>
/// <param name="Processes">Its processes that live now.</param>
/// <param name="Doubt">Why "none lives" does not prove that all are dead; null where it does.</param>
public sealed record LockSuspect(string Run, string? Host, DateTimeOffset From, DateTimeOffset? Until, RunProcesses Processes, string? Doubt)
{
    /// <summary>Whether this run took the lock, as far as host and time tell.</summary>
    /// <param name="held">The lock.</param>
    public bool Took(StateLock held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return Host is { Length: > 0 } and not "localhost" && held.Host == Host && held.Created >= From && (Until is null || held.Created <= Until);
    }
}
