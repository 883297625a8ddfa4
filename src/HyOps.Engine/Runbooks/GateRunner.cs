using System.Text.Json;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// Waits at a gate for the approval of this run. It is given from another terminal, or by whoever watches the job, with <c>hyops dr approve</c>;
/// a drill passes its gates by itself, and says so.
/// </summary>
/// <param name="run">What the steps share.</param>
/// <param name="journal">Knows the approvals of the runs that this one resumes.</param>
/// <param name="isDrill">Whether this is a drill.</param>
internal sealed class GateRunner(PhaseRun run, RunbookJournal journal, bool isDrill)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<StepResult> RunAsync(GateStep gate, CancellationToken cancellationToken)
    {
        if (isDrill)
        {
            return Passed(gate, "passed by the drill, which asks nobody");
        }

        if (journal.ApprovalOf(gate.Id) is { } earlier && earlier.Given + gate.Expires > run.Clock.GetUtcNow())
        {
            return Passed(gate, $"approved by {earlier.Approver} in {earlier.Run}, which this run resumes");
        }

        run.Observer.On(new StepProgress(gate.Id, $"{gate.Question} Waiting for: hyops dr approve {gate.Id} --run {run.Id} --env {run.Environment.Name} --as NAME --reason TEXT"));
        var asked = run.Clock.GetTimestamp();
        while (run.Clock.GetElapsedTime(asked) < gate.Expires)
        {
            if (Read(gate) is { } approval)
            {
                await journal.ApprovedAsync(approval, cancellationToken).ConfigureAwait(false);
                return Passed(gate, $"approved by {approval.Approver}: {approval.Reason}");
            }

            await Task.Delay(Pause, run.Clock, cancellationToken).ConfigureAwait(false);
        }

        return new StepResult
        {
            Step = gate.Id,
            Module = gate.Title,
            Outcome = StepOutcome.Refused,
            Summary = "nobody approved it",
            Failure = $"no approval came within {gate.Expires.TotalMinutes:0.#} min. Next: go on with --resume {run.Id} when somebody can decide",
        };
    }

    private GateApproval? Read(GateStep gate)
    {
        var path = ApproveGate.PathOf(run.RecordDirectory, gate.Id);
        if (!File.Exists(path))
        {
            return null;
        }

        var approval = JsonSerializer.Deserialize(File.ReadAllBytes(path), GateApprovalJson.Default.GateApproval);
        return approval is not null && approval.Run == run.Id.Value && approval.Gate == gate.Id ? approval : null;
    }

    private static StepResult Passed(GateStep gate, string how) => new() { Step = gate.Id, Module = gate.Title, Outcome = StepOutcome.Unchanged, Summary = how };
}
