using HyOps.Core;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.States;

/// <summary>Nobody holds the lock of a module's Terraform state. The lock is not taken to find out.</summary>
/// <param name="probe">The state.</param>
internal sealed class StateUnlockedCheck(StateProbe probe) : ICheck
{
    /// <inheritdoc/>
    public string Name => $"state-lock-{probe.Name}";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) => (await probe.LookAsync(cancellationToken).ConfigureAwait(false)).Unlocked;
}
