using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Drivers.Processes;
using HyOps.Drivers.Terraform.Forensics;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Recovery;

/// <summary>The runs of a root that may have left a lock, with what proves that they are gone.</summary>
internal static class LockSuspects
{
    /// <summary>The runs: the one to recover, those that were killed, and those that said they left something.</summary>
    /// <param name="runs">All runs of the root, newest first.</param>
    /// <param name="recovered">The one to recover.</param>
    /// <param name="own">The run that asks, which left nothing yet.</param>
    /// <param name="machine">This machine.</param>
    public static IReadOnlyList<LockSuspect> Among(IReadOnlyList<StoredRun> runs, StoredRun recovered, RunId own, LocalMachine machine) =>
    [
        .. runs.Index().Where(run => run.Item.Record is { } record && run.Item.Id.Value != own.Value && (run.Item.Id.Value == recovered.Id.Value || MayHaveLeft(record)))
            .Select(run => Suspect(run.Item.Record!, EndOf(run.Item.Record!, runs.Take(run.Index)), machine)),
    ];

    private static bool MayHaveLeft(RunRecord record) => record.ExitCode is null
        || record.Steps.Any(step => step.Outcome == OutcomeNames.Of(StepOutcome.LockLeft) || step.Outcome == OutcomeNames.Of(StepOutcome.StateUnsaved));

    // A killed run wrote no end. It had ended when the next one began: there is one lease.
    private static DateTimeOffset? EndOf(RunRecord record, IEnumerable<StoredRun> later) => record.ExitCode is not null
        ? record.Started + TimeSpan.FromMilliseconds(record.DurationMs)
        : later.LastOrDefault(run => run.Record is { } next && next.Started > record.Started && PhaseNames.TryParse(next.Verb, out _))?.Record?.Started;

    private static LockSuspect Suspect(RunRecord record, DateTimeOffset? until, LocalMachine machine)
    {
        var none = new RunProcesses([], []);
        var host = record.Process?.Host ?? record.Host;
        if (record.Process?.BootId is not { } boot || machine.BootId is null)
        {
            return new(record.RunId, host, record.Started, until, RunProcesses.Of(record.RunId), $"the record of run {record.RunId} does not say on which start of the machine it ran");
        }

        // Nothing of before a restart lives.
        return boot != machine.BootId ? new(record.RunId, host, record.Started, until, none, null)
            : record.Process.Namespace != machine.Processes
                ? new(record.RunId, host, record.Started, until, none, $"run {record.RunId} ran in another container, whose processes are not seen from here")
                : new(record.RunId, host, record.Started, until, RunProcesses.Of(record.RunId), null);
    }
}
