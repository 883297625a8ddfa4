using Cake.Core;

namespace Cake.Frosting;

/// <summary>What runs after the last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task, after a failure too.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">Whether the run succeeded, and what it threw.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
