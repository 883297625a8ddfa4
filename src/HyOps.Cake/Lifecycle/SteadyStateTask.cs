using Cake.Frosting;
using HyOps.Core.Lifecycle;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>SteadyState</c>.</summary>
[TaskName("SteadyState")]
[TaskDescription("runs day two of an environment, from its authority")]
public sealed class SteadyStateTask() : PhaseTask(Phase.SteadyState);
