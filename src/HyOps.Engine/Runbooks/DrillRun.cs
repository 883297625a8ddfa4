using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Runbooks;

/// <summary>What a drill does around the steps: its disaster before, its clean-up after, however they ended, and the proof that nothing is left.</summary>
/// <param name="run">What the steps share.</param>
/// <param name="runner">Gives them events, logs and times.</param>
/// <param name="probes">Starts them.</param>
/// <param name="drill">What the environment says.</param>
internal sealed class DrillRun(PhaseRun run, RunbookRunner runner, StepProbes probes, DrillSettings drill)
{
    // No step's id holds a dot.
    private const string Disaster = "drill.disaster";
    private const string Cleanup = "drill.cleanup";
    private const string Clean = "drill.clean";

    public Task<StepResult> DisasterAsync(CancellationToken cancellationToken) => DoAsync(Disaster, drill.Disaster, StepOutcome.Changed, cancellationToken);

    /// <summary>Puts back what the drill moved, in the time that the environment gives it, and looks whether anything is left.</summary>
    public async Task<IReadOnlyList<StepResult>> CleanUpAsync(CancellationToken cancellationToken) =>
    [
        await DoAsync(Cleanup, drill.Cleanup, StepOutcome.Changed, cancellationToken).ConfigureAwait(false),
        await DoAsync(Clean, drill.Clean, StepOutcome.Unchanged, cancellationToken).ConfigureAwait(false),
    ];

    private Task<StepResult> DoAsync(string id, StepProbe probe, StepOutcome good, CancellationToken cancellationToken) =>
        runner.WithoutModuleAsync(id, "drill", probe.Command[0], output => AskAsync(id, probe, good, output, cancellationToken), cancellationToken);

    private async Task<StepResult> AskAsync(string id, StepProbe probe, StepOutcome good, ICommandOutput output, CancellationToken cancellationToken)
    {
        var answer = await probes.AskAsync(id, probe, output, cancellationToken).ConfigureAwait(false);
        return answer.Verdict is ProbeVerdict.Yes
            ? new StepResult { Step = id, Module = "drill", Outcome = good, Summary = answer.Detail, Measured = answer.Measured }
            : new StepResult
            {
                Step = id,
                Module = "drill",
                Outcome = StepOutcome.Failed,
                Summary = "did not do what it is for",
                Failure = $"{probe.Command[0]}: {answer.Detail}. Its log is in {run.RecordDirectory}/steps/{id}",
                Measured = answer.Measured,
            };
    }
}
