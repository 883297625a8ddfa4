using Cake.Frosting;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Presentation.Interrupts;
using HyOps.Presentation.JUnit;
using HyOps.Presentation.Plans;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Cake.Lifecycle;

/// <summary>Runs a phase of an environment: the same use case as <c>hyops run</c>.</summary>
/// <param name="phase">The phase.</param>
public abstract class PhaseTask(Phase phase) : AsyncFrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var summary = await RunAsync(context, context.Options.ForPhase(phase));
        PlannedSummary.Write(Screen.Out(context.World), summary);
        if (summary.ExitCode is not ExitCode.Ok)
        {
            throw Unfinished(summary.ExitCode);
        }
    }

    private HyOpsException Unfinished(ExitCode code) => code is ExitCode.Interrupted
        ? new(code, $"{PhaseNames.Of(phase)} was interrupted", "run the same again to finish; steps that are done are found unchanged")
        : new(code, $"{PhaseNames.Of(phase)} did not succeed", "the summary above says which step, and what to do");

    private static async Task<RunSummary> RunAsync(HyOpsContext context, RunPhaseOptions options)
    {
        using var view = RunView.For(context.World);
        using var later = new LaterSignals(context.World, context.Run.Services.Running, view);
        context.Run.Signals.Again = later.On;
        var report = context.Options.JUnit is { } junit ? context.World.Absolute(junit) : null;
        return await JUnitFile.AroundAsync(
            report, options, view, context.Run.Masker.Mask, (observer, token) => new RunPhase(context.Run.Services).RunAsync(options, observer, token), context.CancellationToken);
    }
}
