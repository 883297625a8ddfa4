using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Phases;

/// <summary>
/// Runs the steps of a phase: each as soon as all that it needs has succeeded, at most <paramref name="parallelism"/> at once.
/// What needs a step that did not succeed is not run; the others go on. After a cancellation nothing new starts.
/// </summary>
/// <param name="parallelism">How many steps may run at the same time, from 1.</param>
/// <param name="run">Runs one step; what it throws ends the run, after the steps that run.</param>
public sealed class StepScheduler(int parallelism, Func<PhaseStep, Task<StepResult>> run)
{
    /// <summary>Runs them all.</summary>
    /// <param name="steps">The steps, each after what it needs.</param>
    /// <param name="notRun">Told about every step that will not run, when that is certain.</param>
    /// <param name="cancellationToken">Cancelled = nothing new starts; running steps end by themselves.</param>
    /// <returns>The results, in the order of the steps.</returns>
    public async Task<IReadOnlyList<StepResult>> RunAllAsync(IReadOnlyList<PhaseStep> steps, Action<StepResult> notRun, CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, StepResult>(StringComparer.Ordinal);
        var running = new List<Task<StepResult>>();
        var waiting = steps.ToList();
        try
        {
            while (waiting.Count + running.Count > 0)
            {
                SetAside(waiting, results, notRun, cancellationToken);
                StartReady(waiting, running, results);
                await TakeFinishedAsync(running, results).ConfigureAwait(false);
            }
        }
        finally
        {
            // A step could not be told of (the record's disk is full): the others end before anybody gives the lease back.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return [.. steps.Select(step => results[step.Id])];
    }

    private static async Task TakeFinishedAsync(List<Task<StepResult>> running, Dictionary<string, StepResult> results)
    {
        if (running.Count > 0)
        {
            var finished = await Task.WhenAny(running).ConfigureAwait(false);
            running.Remove(finished);
            var result = await finished.ConfigureAwait(false);
            results[result.Step] = result;
        }
    }

    private static void SetAside(List<PhaseStep> waiting, Dictionary<string, StepResult> results, Action<StepResult> notRun, CancellationToken cancellationToken)
    {
        foreach (var step in waiting.ToList())
        {
            var broken = step.Needs.FirstOrDefault(need => results.TryGetValue(need, out var result) && !result.Succeeded);
            if (broken is not null || cancellationToken.IsCancellationRequested)
            {
                waiting.Remove(step);
                results[step.Id] = NotRun(step, broken is null ? "the run was interrupted before it started" : $"it needs {broken}, which did not succeed");
                notRun(results[step.Id]);
            }
        }
    }

    private static StepResult NotRun(PhaseStep step, string reason) => new()
    {
        Step = step.Id,
        Module = step.Title,
        Outcome = StepOutcome.NotRun,
        Summary = "not run",
        Failure = reason,
    };

    private void StartReady(List<PhaseStep> waiting, List<Task<StepResult>> running, Dictionary<string, StepResult> results)
    {
        foreach (var step in waiting.Where(step => step.Needs.All(need => results.TryGetValue(need, out var result) && result.Succeeded)).ToList())
        {
            if (running.Count == parallelism)
            {
                return;
            }

            waiting.Remove(step);
            running.Add(Task.Run(() => run(step)));
        }
    }
}
