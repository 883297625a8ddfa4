namespace HyOps.Core.Leases;

/// <summary>Who holds, or wants, an environment's lease.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="User">The operator's login name.</param>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process on it.</param>
public sealed record LeaseHolder(string Run, string User, string Host, int ProcessId)
{
    /// <inheritdoc/>
    public override string ToString() => $"run {Run} of {User} on {Host} (process {ProcessId})";
}
