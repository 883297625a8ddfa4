using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of what runs before the first task and after the last one.</summary>
/// <typeparam name="TContext">The host's context.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before the first task; when it throws, no task runs.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The target and the tasks that will run.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Runs after the last task, after a failure too.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">Whether the run succeeded, and what it threw.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
