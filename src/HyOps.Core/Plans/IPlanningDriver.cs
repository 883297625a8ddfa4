using HyOps.Core.Drivers;

namespace HyOps.Core.Plans;

/// <summary>A driver that can say what it would do, and later do exactly that.</summary>
public interface IPlanningDriver : IDriver
{
    /// <summary>Says what a run would do. Nothing in the world is changed.</summary>
    /// <param name="request">What to run, and where.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the tool.</param>
    /// <exception cref="HyOpsException">The module cannot be run at all.</exception>
    Task<DriverPlan> PlanAsync(DriverRequest request, CancellationToken cancellationToken);

    /// <summary>Looks whether the world is still the one that a plan was made for. Nothing is changed.</summary>
    /// <param name="request">What was planned, with the inputs of then.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the tool.</param>
    /// <exception cref="HyOpsException">The module cannot be run at all.</exception>
    Task<DriverLook> LookAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken);

    /// <summary>Applies a plan, and nothing else.</summary>
    /// <param name="request">What was planned.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the tool, then its orderly end.</param>
    /// <returns>The outcome; <c>refused</c> where the tool says that its state is no longer the one of the plan.</returns>
    /// <exception cref="HyOpsException">The module cannot be run at all.</exception>
    Task<DriverOutcome> ApplyAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken);
}
