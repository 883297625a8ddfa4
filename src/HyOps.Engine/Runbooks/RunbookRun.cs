using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.Plans;

namespace HyOps.Engine.Runbooks;

/// <summary>A recovery, or the way home: the steps of a runbook, with a journal that another run can go on with.</summary>
/// <param name="context">The run and its plan: the steps that were asked for.</param>
/// <param name="whole">The whole phase.</param>
/// <param name="options">What the operator asks.</param>
/// <param name="history">The journal to go on with; null where none is resumed.</param>
internal sealed class RunbookRun(PlanContext context, PhasePlan whole, RunbookOptions options, RunbookHistory? history)
{
    public async Task<RunSummary> RunAsync(CancellationToken cancellationToken)
    {
        var probes = new StepProbes(context.Services.Runner, ProbeSetting.Of(context.Run));
        if (options.DryRun)
        {
            return context.Record.Summarise(await new RunbookLook(context, probes).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        await RequireDoneBeforeAsync(probes, cancellationToken).ConfigureAwait(false);
        await using var journal = new RunbookJournal(context.Record.Directory, context.Run.Clock, history, context.Run.Lease?.Journal);
        await journal.BeginAsync(context.Run.Id, context.Run.Environment.Name.Value, whole.Phase, options.Drill, cancellationToken).ConfigureAwait(false);
        var drive = new CheckedDrive(context.Run, whole, probes, journal, ProductionNames.Of(whole, options.Drill), options.AcceptSplitBrain);
        var run = context.Run with { Drive = drive.RunAsync };
        var runner = new RunbookRunner(run, journal, new WatchRunner(run, probes), new GateRunner(run, journal, options.Drill));
        var drill = options.Drill ? new DrillRun(run, runner, probes, whole.Drill!) : null;
        var results = await AroundAsync(drill, journal, run, () => context.Steps.RunAsync(run, context.Plan, step => runner.RunAsync(step, cancellationToken), cancellationToken), cancellationToken).ConfigureAwait(false);
        var recovery = RecoveryMeasure.Of(whole, results, journal.Began!.Value, options.Drill, history?.Run);
        context.Record.Note(results, run);
        context.Record.Note(recovery);
        return context.Record.Summarise(results);
    }

    private static async Task<IReadOnlyList<StepResult>> AroundAsync(
        DrillRun? drill, RunbookJournal journal, PhaseRun run, Func<Task<IReadOnlyList<StepResult>>> steps, CancellationToken cancellationToken)
    {
        // One that was killed in the middle has had its disaster, and was not cleaned up.
        var disaster = drill is null || journal.HasBegun ? null : await drill.DisasterAsync(cancellationToken).ConfigureAwait(false);
        await journal.BeginAsync(run.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StepResult> results = disaster is { Succeeded: false } ? [] : await steps().ConfigureAwait(false);
        if (drill is null)
        {
            return results;
        }

        // Not the run's token: an interrupted drill is cleaned up, too.
        var after = await drill.CleanUpAsync(CancellationToken.None).ConfigureAwait(false);
        await journal.CleanedUpAsync(CancellationToken.None).ConfigureAwait(false);
        return [.. disaster is null ? [] : new[] { disaster }, .. results, .. after];
    }

    /// <summary>With <c>--from</c>, what is left out must be done: its checks say so now.</summary>
    private async Task RequireDoneBeforeAsync(StepProbes probes, CancellationToken cancellationToken)
    {
        if (options.From is null)
        {
            return;
        }

        var undone = new List<string>();
        foreach (var step in whole.Steps.Where(step => step.Check is not null && context.Plan.Runbook.All(chosen => chosen.Id != step.Id)))
        {
            var answer = await probes.AskAsync(step.Id, step.Check!, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
            undone.AddRange(answer.Verdict is ProbeVerdict.Yes ? [] : [$"{step.Id} ({answer.Detail})"]);
        }

        if (undone.Count > 0)
        {
            throw RunbookException.NotYet(options.From, undone);
        }
    }
}
