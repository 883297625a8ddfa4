using Cake.Core;
using Cake.Frosting;

namespace HyOps.Cake;

/// <summary>Hands what stopped the run to the host, which returns its exit code: the engine returns 1 for everything.</summary>
public sealed class HyOpsLifetime : FrostingLifetime<HyOpsContext>
{
    /// <inheritdoc/>
    public override void Setup(HyOpsContext context, ISetupContext info)
    {
        // Nothing: a dry run of the real package calls it too, and use cases prepare what they need themselves.
    }

    /// <inheritdoc/>
    public override void Teardown(HyOpsContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        context.Run.Failure = info.ThrownException;
    }
}
