using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Preflight;
using HyOps.Engine.Leases;

namespace HyOps.Engine.Preflight;

/// <summary>Where several machines agree who runs on the environment can be reached, and no other has its lease. It is not taken.</summary>
/// <param name="leases">The way there.</param>
/// <param name="settings">What environment.yml says of it.</param>
internal sealed class SharedLeaseCheck(SharedLeases leases, LeaseSettings settings) : ICheck
{
    /// <inheritdoc/>
    public string Name => "shared-lease";

    /// <inheritdoc/>
    // Its credentials are in the bundle, whose password a person may be asked for; the place itself is given up on in time.
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) =>
        await leases.HolderOfAsync(settings, cancellationToken).ConfigureAwait(false) is { } holder
            ? CheckResult.Failed(LeaseHeldException.By(holder))
            : CheckResult.Ok($"{settings.Kind} can be reached, and no other machine is on this environment");
}
