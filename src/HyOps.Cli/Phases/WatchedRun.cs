using HyOps.Cli.Hosting;
using HyOps.Core.Runs;
using HyOps.Engine;
using HyOps.Presentation.Interrupts;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Phases;

/// <summary>A run with a view, in which later signals tell what is waited for.</summary>
internal static class WatchedRun
{
    /// <summary>Runs it. The view has left the terminal when this returns, or throws: then an error can be written.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="services">What the run stands on.</param>
    /// <param name="view">Its view.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">The run's.</param>
    internal static async Task<RunSummary> Async(
        Invocation invocation, EngineServices services, RunView view, Func<RunView, CancellationToken, Task<RunSummary>> run, CancellationToken cancellationToken)
    {
        invocation.Masker = services.Masker;
        using var later = new LaterSignals(invocation.World, services.Running, view);
        try
        {
            invocation.Interrupts.Again = later.On;
            return await run(view, cancellationToken);
        }
        finally
        {
            invocation.Interrupts.Again = null;
            view.Dispose();
        }
    }
}
