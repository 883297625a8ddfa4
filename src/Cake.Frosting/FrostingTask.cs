using Cake.Core;

namespace Cake.Frosting;

/// <summary>The base of a task that ends before it returns.</summary>
/// <typeparam name="T">The host's context.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the task's work.</summary>
    /// <param name="context">The host's context.</param>
    public virtual void Run(T context)
    {
    }

    /// <summary>Whether the task runs at all; a target that does not run is an error.</summary>
    /// <param name="context">The host's context.</param>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Called when the task failed; the run goes on unless this throws. Only an override counts.</summary>
    /// <param name="exception">What the task threw.</param>
    /// <param name="context">The host's context.</param>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Called when the task is over, however it ended. Only an override counts.</summary>
    /// <param name="context">The host's context.</param>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
