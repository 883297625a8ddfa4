using Cake.Core;
using Cake.Frosting;
using HyOps.Cake.Hosting;
using HyOps.Core.Commands;
using HyOps.Core.World;

namespace HyOps.Cake;

/// <summary>What the tasks of a build host share.</summary>
/// <param name="context">The context of the Cake engine.</param>
/// <param name="run">The run that the tasks are part of.</param>
public class HyOpsContext(ICakeContext context, HostRun run) : FrostingContext(context)
{
    /// <summary>The run that the tasks are part of.</summary>
    public HostRun Run => run;

    /// <summary>The world.</summary>
    public Surroundings World => run.World;

    /// <summary>Starts programs; their output is masked.</summary>
    public ICommandRunner Runner => run.Services.Runner;

    /// <summary>The options of the phases.</summary>
    public HyOpsOptions Options => run.Options;

    /// <summary>Cancelled by the first SIGINT, SIGTERM or SIGHUP: the engine has no token of its own.</summary>
    public CancellationToken CancellationToken => run.CancellationToken;
}
