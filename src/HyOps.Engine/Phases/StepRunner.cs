using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.State;

namespace HyOps.Engine.Phases;

/// <summary>Runs one step with its driver: work directory, inputs, secrets, logs, publication. It never throws for a step's own trouble.</summary>
/// <param name="run">What the steps share.</param>
internal sealed class StepRunner(PhaseRun run)
{
    public async Task<StepResult> RunAsync(PlanStep step, CancellationToken cancellationToken)
    {
        run.Observer.On(new StepStarted(step.Id, ToolOf(step)));
        var result = await MeasureAsync(step, judgesOnly: false, cancellationToken).ConfigureAwait(false);
        run.Observer.On(new StepFinished(result));
        return result;
    }

    /// <summary>Asks the driver what it would refuse. Nothing is changed, nothing is marked, and no event says that the step ran.</summary>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the tool.</param>
    public Task<StepResult> JudgeAsync(PlanStep step, CancellationToken cancellationToken) => MeasureAsync(step, judgesOnly: true, cancellationToken);

    private string ToolOf(PlanStep step)
    {
        var tool = run.Tools[run.Drivers[step.Module.Contract.Driver].Tool.Key];
        return $"{tool.Name.Key} {tool.Version}";
    }

    private async Task<StepResult> MeasureAsync(PlanStep step, bool judgesOnly, CancellationToken cancellationToken)
    {
        var driver = run.Drivers[step.Module.Contract.Driver];
        var started = run.Clock.GetUtcNow();
        var clockTicks = run.Clock.GetTimestamp();
        var result = await AttemptAsync(step, driver, judgesOnly, cancellationToken).ConfigureAwait(false);
        return result with
        {
            Tool = ToolOf(step),
            Started = started,
            Duration = run.Clock.GetElapsedTime(clockTicks),
            Files = run.Evidence.GetValueOrDefault(step.Id)?.Files ?? [],
        };
    }

    private async Task<StepResult> AttemptAsync(PlanStep step, IDriver driver, bool judgesOnly, CancellationToken cancellationToken)
    {
        using var log = new StepLog(run.RecordDirectory, step.Id);
        var lines = new LineOutput((stream, line) => run.Observer.On(new StepOutput(step.Id, stream, line)));
        string? inputsDigest = null;
        var work = Path.Combine(run.WorkDirectory, judgesOnly ? $"{step.Id}.judged" : step.Id);
        try
        {
            run.Lease?.Require();
            var inputs = StepInputs.Of(step, run.Published, run.Destroys ? wire => SayMissing(step, wire) : null);
            inputsDigest = StepInputs.DigestOf(inputs);
            PrivateDirectory.Create(work);
            var request = StepRequests.Of(run, step, run.Tools[driver.Tool.Key], inputs, work, new TeeOutput(log, lines)) with { JudgesOnly = judgesOnly };
            TellOfEarlier(request);
            var outcome = await run.Drive(step, driver, request, cancellationToken).ConfigureAwait(false);
            return judgesOnly ? ResultOf(step, outcome, log) : Publish(step, inputs, outcome, log);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(step, e, log, cancellationToken);
        }
        finally
        {
            lines.Complete();
            run.Evidence[step.Id] = new StepEvidence(inputsDigest, log.Complete());
            RemoveWork(step.Id, work);
        }
    }

    private StepResult ResultOf(PlanStep step, DriverOutcome outcome, StepLog log) => new()
    {
        Step = step.Id,
        Module = step.Module.Contract.ModuleRef.Value,
        Outcome = outcome.Outcome,
        Summary = run.Masker.Mask(outcome.Summary),
        Failure = outcome.Failure is null ? null : run.Masker.Mask(outcome.Failure),
        Log = log.RelativeDirectory,
        Forensics = outcome.Forensics,
        Plan = RecordedPlan.Of(outcome.Policy),
    };

    private StepResult Publish(PlanStep step, JsonObject inputs, DriverOutcome outcome, StepLog log)
    {
        var result = ResultOf(step, outcome, log);
        if (!result.Succeeded)
        {
            EndMark(step, result.Outcome);
            return result;
        }

        if (run.Destroys)
        {
            run.State.Remove(step.Module.Contract.ModuleRef, step.Id);
            return result;
        }

        var publication = Publication.Of(step.Module.Contract, inputs, outcome.Outputs, outcome.WithheldOutputs, run.Masker.Current.Holds);
        run.Published[step.Id] = publication.Outputs;
        if (run.PlansOnly)
        {
            return result;
        }

        run.State.Write(step.Module.Contract.ModuleRef, step.Id, run.Id, publication.Outputs);
        return result with
        {
            Published = [.. publication.Outputs.Select(output => output.Key)],
            Withheld = publication.Withheld,
        };
    }

    private StepResult Failed(PlanStep step, Exception exception, StepLog log, CancellationToken cancellationToken)
    {
        var known = exception as HyOpsException;
        var message = known is null
            ? $"{exception.GetType().Name}: {exception.Message} (a defect of HyOps: please report it with the record)"
            : known.NextStep is null ? known.Message : $"{known.Message}. Next: {known.NextStep}";
        var outcome = exception is OperationCanceledException && cancellationToken.IsCancellationRequested ? StepOutcome.Interrupted
            : known?.ExitCode is Core.ExitCode.Refused ? StepOutcome.Refused
            : StepOutcome.Failed;
        EndMark(step, outcome);
        return new StepResult
        {
            Step = step.Id,
            Module = step.Module.Contract.ModuleRef.Value,
            Outcome = outcome,
            Summary = exception is OperationCanceledException ? "interrupted before its tool started" : "could not run",
            Failure = run.Masker.Mask(message),
            Log = log.RelativeDirectory,
        };
    }

    // This run holds the lease: nobody is at it any more.
    private void TellOfEarlier(DriverRequest request)
    {
        if (request is { EarlierDidNotEnd: true, JudgesOnly: false })
        {
            run.Observer.On(new StepProgress(request.StepId, $"the last run of this step, {request.EarlierRun}, did not end: what is there is checked anew"));
        }
    }

    private void SayMissing(PlanStep step, Wire wire) =>
        run.Observer.On(new StepProgress(step.Id, $"{wire.FromStep} has not published {wire.Output}: input {wire.Input} is the module's default"));

    private void EndMark(PlanStep step, StepOutcome outcome)
    {
        try
        {
            run.State.EndWithout(step.Module.Contract.ModuleRef, step.Id, run.Id, outcome);
        }
        catch (HyOpsException)
        {
            // The mark says on that the step did not end: the next run checks anew, which is right although it is more than needed.
        }
    }

    private void RemoveWork(string step, string work)
    {
        try
        {
            if (!run.KeepWork && Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the step did stands; that its leftovers do, too, is for the operator to know.
            run.Observer.On(new StepProgress(step, $"the work directory {work} could not be removed: {e.Message}"));
        }
    }
}
