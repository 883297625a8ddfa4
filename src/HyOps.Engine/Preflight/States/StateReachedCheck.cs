using HyOps.Core;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.States;

/// <summary>The place of a module's Terraform state can be reached.</summary>
/// <param name="probe">The state.</param>
internal sealed class StateReachedCheck(StateProbe probe) : ICheck
{
    /// <inheritdoc/>
    public string Name => $"state-{probe.Name}";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.ToolFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) => (await probe.LookAsync(cancellationToken).ConfigureAwait(false)).Reached;
}
