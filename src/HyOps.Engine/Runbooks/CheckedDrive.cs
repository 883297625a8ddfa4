using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// A module's step of a runbook: its fence is asked right before a promotion, its check before it (done already?) and after it (done now?).
/// What could not tell stops the step: a recovery takes nothing for granted.
/// </summary>
/// <param name="run">What the steps share.</param>
/// <param name="plan">The whole phase, where fences are found.</param>
/// <param name="probes">Asks.</param>
/// <param name="journal">Knows what the runs that this one resumes had published.</param>
/// <param name="production">What a drill may not be given.</param>
/// <param name="splitBrainAccepted">The promotions whose fence the operator goes without, by id.</param>
internal sealed class CheckedDrive(
    PhaseRun run, PhasePlan plan, StepProbes probes, RunbookJournal journal, ProductionNames production, IReadOnlyCollection<string> splitBrainAccepted)
{
    public async Task<DriverOutcome> RunAsync(PlanStep step, IDriver driver, DriverRequest request, CancellationToken cancellationToken)
    {
        if (EmptyWire(step, request) is { } empty)
        {
            return Failed("nothing was started", $"{empty}, and a cutover to nowhere is no cutover. Next: look at what the step before published");
        }

        if (production.FindIn(step.Id, request.Inputs) is { } named)
        {
            return Refused("a drill may not touch production", $"{named}. Nothing was started. Next: look at what the step before published");
        }

        if (step.Check is not null && await AskAsync(step, step.Check, request, cancellationToken).ConfigureAwait(false) is { Verdict: not ProbeVerdict.No } answer)
        {
            if (answer.Verdict is ProbeVerdict.Unclear)
            {
                return Failed("its check could not tell whether it is done", $"{step.Check.Command[0]}: {answer.Detail}. Nothing was started. Next: mend what the check names, then go on with --resume");
            }

            if (Known(step) is { } outputs)
            {
                return new DriverOutcome { Outcome = StepOutcome.Unchanged, Summary = $"done already: {answer.Detail}", Outputs = outputs };
            }

            request.Report("done already, and what it published is not known here: it runs once more");
        }

        if (await FenceAsync(step, request, cancellationToken).ConfigureAwait(false) is { } unfenced)
        {
            return unfenced;
        }

        var outcome = await driver.RunAsync(request, cancellationToken).ConfigureAwait(false);
        return outcome.Outcome is StepOutcome.Changed or StepOutcome.Unchanged && step.Check is not null
            ? await VerifiedAsync(step, step.Check, outcome, request, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    private static DriverOutcome Failed(string summary, string failure) => new() { Outcome = StepOutcome.Failed, Summary = summary, Failure = failure };

    private static DriverOutcome Refused(string summary, string failure) => new() { Outcome = StepOutcome.Refused, Summary = summary, Failure = failure };

    private static string? EmptyWire(PlanStep step, DriverRequest request) => step.Kind is not StepKind.Cutover
        ? null
        : step.Wires.Where(wire => request.Inputs[wire.Input]?.ToString() is null or "").Select(wire => $"input {wire.Input} is empty ({wire.FromStep} published no {wire.Output})").FirstOrDefault();

    private Task<ProbeAnswer> AskAsync(PlanStep step, StepProbe probe, DriverRequest request, CancellationToken cancellationToken) =>
        probes.AskAsync(step.Id, probe, request.Output, cancellationToken);

    private async Task<DriverOutcome> VerifiedAsync(PlanStep step, StepProbe check, DriverOutcome outcome, DriverRequest request, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(step, check, request, cancellationToken).ConfigureAwait(false);
        return answer.Verdict is ProbeVerdict.Yes ? outcome : outcome with
        {
            Outcome = StepOutcome.Failed,
            Summary = "it ended well, and its check does not confirm it",
            Failure = $"{check.Command[0]} {(answer.Verdict is ProbeVerdict.No ? "says no" : "could not tell")}: {answer.Detail}",
        };
    }

    /// <summary>The old primary must be dead or fenced now, not a minute ago: whatever else was chosen to run, a promotion asks for itself.</summary>
    private async Task<DriverOutcome?> FenceAsync(PlanStep step, DriverRequest request, CancellationToken cancellationToken)
    {
        if (step.Fence is null)
        {
            return null;
        }

        var fence = plan.Runbook.First(other => other.Id == step.Fence);
        var probe = fence is WatchStep watch ? watch.Probe : ((PlanStep)fence).Check!;
        var answer = await AskAsync(step, probe, request, cancellationToken).ConfigureAwait(false);
        if (answer.Verdict is ProbeVerdict.Yes)
        {
            request.Report($"fenced: {answer.Detail}");
            return null;
        }

        if (splitBrainAccepted.Contains(step.Id))
        {
            request.Report($"the fence does not hold ({answer.Detail}), and the operator goes on without it (--accept-split-brain {step.Id})");
            return null;
        }

        return Refused(
            "the old primary is not proven dead",
            $"{probe.Command[0]} {(answer.Verdict is ProbeVerdict.No ? "says no" : "could not tell")}: {answer.Detail}. Two primaries would each take writes that cannot be joined again. "
                + $"Next: fence the old primary, then --resume; or, where you know that it is gone, --accept-split-brain {step.Id} --reason TEXT");
    }

    // Of the run that is resumed first: it may have been on another machine.
    private JsonObject? Known(PlanStep step) =>
        step.Module.Contract.Publish.IsEmpty ? [] : journal.OutputsOf(step.Id) ?? run.State.Read(step.Module.Contract.ModuleRef, step.Id);
}
