using Cake.Frosting;
using HyOps.Core.Lifecycle;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>DR</c>.</summary>
[TaskName("DR")]
[TaskDescription("recovers an environment, from the encrypted bundle on an external runner")]
public sealed class DrTask() : PhaseTask(Phase.Dr);
