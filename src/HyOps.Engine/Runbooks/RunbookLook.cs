using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Plans;

namespace HyOps.Engine.Runbooks;

/// <summary><c>--dry-run</c>: what every step would find now. Checks and probes are asked once; nothing is started that changes anything.</summary>
/// <param name="context">The run and its plan.</param>
/// <param name="probes">Asks.</param>
internal sealed class RunbookLook(PlanContext context, StepProbes probes)
{
    public Task<IReadOnlyList<StepResult>> RunAsync(CancellationToken cancellationToken) =>
        context.Steps.RunAsync(context.Run, context.Plan, step => LookAsync(step, cancellationToken), cancellationToken);

    private async Task<StepResult> LookAsync(PhaseStep step, CancellationToken cancellationToken)
    {
        context.Run.Observer.On(new StepStarted(step.Id, ""));
        var probe = (step as WatchStep)?.Probe ?? (step as PlanStep)?.Check;
        var answer = probe is null ? null : await probes.AskAsync(step.Id, probe, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
        var result = new StepResult { Step = step.Id, Module = step.Title, Outcome = OutcomeOf(step, answer), Summary = SummaryOf(step, answer), Measured = answer?.Measured ?? ImmutableSortedDictionary<string, string>.Empty };
        context.Run.Observer.On(new StepFinished(result));
        return result;
    }

    private static StepOutcome OutcomeOf(PhaseStep step, ProbeAnswer? answer) => answer?.Verdict switch
    {
        ProbeVerdict.Yes => StepOutcome.Unchanged,
        _ when step is PlanStep => StepOutcome.Planned,
        _ => StepOutcome.NotPlanned,
    };

    private static string SummaryOf(PhaseStep step, ProbeAnswer? answer) => (step, answer?.Verdict) switch
    {
        (GateStep gate, _) => $"would ask: {gate.Question}",
        (PlanStep, ProbeVerdict.Yes) => $"done already: {answer!.Detail}",
        (PlanStep, ProbeVerdict.No) => $"would run: {answer!.Detail}",
        (PlanStep, ProbeVerdict.Unclear) => $"its check cannot tell: {answer!.Detail}",
        (PlanStep, null) => "would run",
        (_, ProbeVerdict.Yes) => $"holds now: {answer!.Detail}",
        (_, ProbeVerdict.No) => $"does not hold now: {answer!.Detail}",
        _ => $"cannot tell now: {answer?.Detail}",
    };
}
