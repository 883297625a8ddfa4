using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Runbooks;

/// <summary>Asks the probe of a <c>wait</c> or <c>verify</c> step until it says yes, or the step's budget is over.</summary>
/// <param name="run">What the steps share.</param>
/// <param name="probes">Asks.</param>
internal sealed class WatchRunner(PhaseRun run, StepProbes probes)
{
    public async Task<StepResult> RunAsync(WatchStep step, ICommandOutput output, CancellationToken cancellationToken)
    {
        var limit = step.Budget ?? WatchStep.Patience;
        var started = run.Clock.GetTimestamp();
        var (asked, told) = (0, "");
        while (true)
        {
            var answer = await probes.AskAsync(step.Id, step.Probe, output, cancellationToken).ConfigureAwait(false);
            asked++;
            if (answer.Verdict is ProbeVerdict.Yes)
            {
                return ResultOf(step, StepOutcome.Unchanged, Summary(answer, asked)) with { Measured = answer.Measured };
            }

            if (answer.Detail != told)
            {
                told = answer.Detail;
                run.Observer.On(new StepProgress(step.Id, $"not yet: {told}"));
            }

            if (run.Clock.GetElapsedTime(started) + step.Every > limit)
            {
                return TooLong(step, limit, answer, asked);
            }

            await Task.Delay(step.Every, run.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Summary(ProbeAnswer answer, int asked) => $"{answer.Detail}{(asked > 1 ? $" (asked {asked} times)" : "")}";

    private static StepResult TooLong(WatchStep step, TimeSpan limit, ProbeAnswer answer, int asked) => ResultOf(step, StepOutcome.Failed, "its condition did not come true") with
    {
        Failure = $"{step.Probe.Command[0]} was asked {asked} {(asked == 1 ? "time" : "times")} in {limit.TotalSeconds:0} s, and {(answer.Verdict is ProbeVerdict.No ? "says no" : "could not tell")}: {answer.Detail}. "
            + $"Next: run it by hand, mend what it names, then go on with --resume",
        Measured = answer.Measured,
    };

    private static StepResult ResultOf(WatchStep step, StepOutcome outcome, string summary) => new() { Step = step.Id, Module = step.Title, Outcome = outcome, Summary = summary };
}
