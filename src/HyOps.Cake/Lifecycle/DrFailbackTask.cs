using Cake.Frosting;
using HyOps.Core.Lifecycle;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>DrFailback</c>.</summary>
[TaskName("DrFailback")]
[TaskDescription("leads an environment home after a recovery, from the encrypted bundle")]
public sealed class DrFailbackTask() : PhaseTask(Phase.DrFailback);
