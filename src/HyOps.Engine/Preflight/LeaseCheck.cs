using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Core.Preflight;
using HyOps.Engine.Leases;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>No other run is on the environment.</summary>
/// <param name="root">The runtime root.</param>
internal sealed class LeaseCheck(RuntimeRoot root) : ICheck
{
    /// <inheritdoc/>
    public string Name => "lease";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(
        EnvironmentLease.HolderOf(root.MetaDirectory) is { } holder
            ? CheckResult.Failed(LeaseHeldException.By(holder))
            : CheckResult.Ok("no other run is on this environment"));
}
