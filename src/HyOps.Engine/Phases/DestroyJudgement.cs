using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Phases;

/// <summary>Judges every step of a destroy before the first one begins: what is refused at the end must not be found after half is gone.</summary>
/// <param name="run">What the steps share.</param>
/// <param name="runner">Runs them.</param>
/// <param name="running">Knows which run now.</param>
/// <param name="parallelism">How many at once.</param>
internal sealed class DestroyJudgement(PhaseRun run, StepRunner runner, RunningSteps running, int parallelism)
{
    /// <summary>Judges them.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to each running tool.</param>
    /// <returns>The results of a run that is refused; null where all may go on.</returns>
    public async Task<IReadOnlyList<StepResult>?> RefusalAsync(IReadOnlyList<PlanStep> steps, CancellationToken cancellationToken)
    {
        // Nothing changes, so nothing waits for anything.
        var judged = await new StepScheduler(parallelism, step => running.During(step.Id, () => runner.JudgeAsync((PlanStep)step, cancellationToken)))
            .RunAllAsync([.. steps.Select(PhaseStep (step) => step with { Needs = [] })], static _ => { }, cancellationToken).ConfigureAwait(false);
        if (judged.FirstOrDefault(static result => !result.Succeeded) is not { } first)
        {
            run.Observer.On(new StageDone("destroy", $"{judged.Count} {(judged.Count == 1 ? "step" : "steps")} judged, none refused"));
            return null;
        }

        IReadOnlyList<StepResult> results = [.. judged.Select(result => result.Succeeded ? Spared(result, first.Step) : result)];
        foreach (var result in results)
        {
            run.Observer.On(new StepFinished(result));
        }

        return results;
    }

    private static StepResult Spared(StepResult result, string refused) => result with
    {
        Outcome = StepOutcome.NotRun,
        Summary = "not run",
        Failure = $"nothing is removed, because of {refused}",
        Tool = "",
        Duration = TimeSpan.Zero,
        Log = null,
    };
}
