using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>Runs one step of a recovery, whatever its kind, with its transitions in the journal before and after. It never throws for a step's own trouble.</summary>
/// <param name="run">What the steps share.</param>
/// <param name="journal">Takes the transitions.</param>
/// <param name="watch">Asks probes.</param>
/// <param name="gates">Asks people.</param>
internal sealed class RunbookRunner(PhaseRun run, RunbookJournal journal, WatchRunner watch, GateRunner gates)
{
    private readonly StepRunner modules = new(run);

    public async Task<StepResult> RunAsync(PhaseStep step, CancellationToken cancellationToken)
    {
        await journal.BeginAsync(step, cancellationToken).ConfigureAwait(false);
        var result = step switch
        {
            PlanStep module => await modules.RunAsync(module, cancellationToken).ConfigureAwait(false),
            WatchStep probe => await WithoutModuleAsync(probe.Id, probe.Title, probe.Probe.Command[0], output => watch.RunAsync(probe, output, cancellationToken), cancellationToken).ConfigureAwait(false),
            GateStep gate => await WithoutModuleAsync(gate.Id, gate.Title, "", _ => gates.RunAsync(gate, cancellationToken), cancellationToken).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"no such kind of step: {step.GetType().Name}"),
        };
        if (result.Succeeded && step.Budget < result.Duration)
        {
            run.Observer.On(new StepProgress(step.Id, $"took {result.Duration.TotalSeconds:0.0} s, its budget is {step.Budget.Value.TotalSeconds:0} s"));
        }

        result = result with { Budget = step.Budget };

        // Not the run's token: how an interrupted step ended is what the next run asks.
        await journal.EndAsync(result, result.Succeeded ? run.Published.GetValueOrDefault(step.Id) : null, CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    /// <summary>Runs what has no module: its events, its log, its time, and an outcome for whatever it throws.</summary>
    /// <param name="id">The step's id.</param>
    /// <param name="title">What it is, for people.</param>
    /// <param name="tool">The program that it starts, if any.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancellationToken">The run's.</param>
    public async Task<StepResult> WithoutModuleAsync(string id, string title, string tool, Func<ICommandOutput, Task<StepResult>> act, CancellationToken cancellationToken)
    {
        run.Observer.On(new StepStarted(id, tool));
        var started = run.Clock.GetUtcNow();
        var ticks = run.Clock.GetTimestamp();
        using var log = new StepLog(run.RecordDirectory, id);
        var lines = new LineOutput((stream, line) => run.Observer.On(new StepOutput(id, stream, line)));
        StepResult result;
        try
        {
            run.Lease?.Require();
            result = await act(new TeeOutput(log, lines)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HyOpsException or OperationCanceledException)
        {
            result = Stopped(id, title, e, cancellationToken);
        }
        finally
        {
            lines.Complete();
        }

        var files = log.Complete();
        run.Evidence[id] = new StepEvidence(null, files);
        result = result with
        {
            Tool = tool,
            Started = started,
            Duration = run.Clock.GetElapsedTime(ticks),
            Log = log.RelativeDirectory,
            Files = files,
            Summary = run.Masker.Mask(result.Summary),
            Failure = result.Failure is null ? null : run.Masker.Mask(result.Failure),
        };
        run.Observer.On(new StepFinished(result));
        return result;
    }

    private static StepResult Stopped(string id, string title, Exception exception, CancellationToken cancellationToken) => exception is OperationCanceledException && cancellationToken.IsCancellationRequested
        ? new StepResult { Step = id, Module = title, Outcome = StepOutcome.Interrupted, Summary = "interrupted while it waited", Failure = "it can be resumed: nothing was changed by it" }
        : new StepResult { Step = id, Module = title, Outcome = StepOutcome.Failed, Summary = "could not run", Failure = exception is HyOpsException { NextStep: { } next } ? $"{exception.Message}. Next: {next}" : exception.Message };
}
