using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Phases;

/// <summary>Takes the steps of a phase through one activity, as their graph allows: running them, planning them, applying their plans.</summary>
/// <param name="parallelism">How many steps may be at it at once.</param>
/// <param name="record">Takes the results.</param>
internal sealed class PhaseSteps(int parallelism, PhaseRecord record)
{
    /// <summary>Takes them through.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">The steps.</param>
    /// <param name="activity">What is done with each.</param>
    /// <param name="cancellationToken">Cancelled = nothing new starts.</param>
    public async Task<IReadOnlyList<StepResult>> RunAsync(PhaseRun run, PhasePlan plan, Func<PhaseStep, Task<StepResult>> activity, CancellationToken cancellationToken)
    {
        run.Observer.On(new StepsPlanned([.. plan.Runbook.Select(step => new PlannedStep(step.Id, step.Title, step.Needs))]));
        var running = new RunningSteps(run.Observer);
        using var interrupted = cancellationToken.Register(running.TellInterrupt);
        var scheduler = new StepScheduler(parallelism, step => running.During(step.Id, () => activity(step)));
        var refused = run.Destroys ? await new DestroyJudgement(run, new StepRunner(run), running, parallelism).RefusalAsync(plan.Steps, cancellationToken).ConfigureAwait(false) : null;
        var results = refused ?? await scheduler.RunAllAsync(plan.Runbook, notRun => run.Observer.On(new StepFinished(notRun)), cancellationToken).ConfigureAwait(false);
        record.Note(results, run);
        RemoveEmpty(run.WorkDirectory);
        return results;
    }

    // Steps remove their own; a folder that still holds something was kept on purpose, or could not be removed.
    private static void RemoveEmpty(string work)
    {
        if (Directory.Exists(work) && !Directory.EnumerateFileSystemEntries(work).Any())
        {
            Directory.Delete(work);
        }
    }
}
