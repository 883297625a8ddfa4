using Cake.Frosting;
using HyOps.Core.Lifecycle;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>Bootstrap</c>.</summary>
[TaskName("Bootstrap")]
[TaskDescription("lays the foundations of an environment, from the encrypted bundle (local without --env)")]
public sealed class BootstrapTask() : PhaseTask(Phase.Bootstrap);
