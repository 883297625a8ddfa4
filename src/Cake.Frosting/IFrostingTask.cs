using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task. Write tasks on <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    /// <summary>Does the task's work.</summary>
    /// <param name="context">The host's context.</param>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task runs at all; a target that does not run is an error.</summary>
    /// <param name="context">The host's context.</param>
    bool ShouldRun(ICakeContext context);

    /// <summary>Called when the task failed; the run goes on unless this throws. Only an override counts.</summary>
    /// <param name="exception">What the task threw.</param>
    /// <param name="context">The host's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Called when the task is over, however it ended. Only an override counts.</summary>
    /// <param name="context">The host's context.</param>
    void Finally(ICakeContext context);
}
