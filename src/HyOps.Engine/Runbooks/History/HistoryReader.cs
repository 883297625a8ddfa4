using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Engine.Runbooks.History;

/// <summary>
/// Reads runs newest first, until there are enough recoveries. Which runs make one recovery is in the journal of its last run, which begins with
/// those of all the others: that holds also where their records are on another machine.
/// </summary>
/// <param name="environment">The environment.</param>
/// <param name="phase">The phase.</param>
internal sealed class HistoryReader(string environment, Phase phase)
{
    // Dry runs and refused ones are among them, and are no recoveries.
    private const int MostRuns = 1000;

    private readonly Dictionary<string, PastRecovery> byFirstRun = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly List<LeftOutRun> leftOut = [];
    private readonly List<string> running = [];

    public RecoveryHistory Read(RunStore store)
    {
        var hasOlder = false;
        foreach (var (index, run) in store.Newest(PhaseNames.Of(phase)).Index())
        {
            hasOlder = index == MostRuns || (byFirstRun.Count == RecoveryHistory.Most && IsRecovery(run) && !told.Contains(run.Id.Value));
            if (hasOlder)
            {
                break;
            }

            Take(run);
        }

        return new RecoveryHistory
        {
            Environment = environment,
            Phase = phase,
            Recoveries = [.. byFirstRun.Values.Reverse().OrderBy(recovery => recovery.Began)],

            // A killed run that another one resumed is part of what that one tells; one that was changed is not.
            LeftOut = [.. leftOut.Where(run => !run.IsTorn || !told.Contains(run.Run))],
            Running = running,
            HasOlder = hasOlder,
        };
    }

    // A dry run, a plan and a run that was refused before its first step have neither. What cannot be read may have been one.
    private bool IsRecovery(StoredRun run) =>
        run.Record is null || (run.Record.Environment == environment && (run.Record.Recovery is not null || File.Exists(JournalOf(run))));

    private void Take(StoredRun run)
    {
        if (!IsRecovery(run))
        {
            return;
        }

        var seen = RecordInspection.Of(run);
        if (seen.State is RecordState.Running)
        {
            running.Add(run.Id.Value);
        }
        else if (seen.State is not (RecordState.Intact or RecordState.Exposed))
        {
            leftOut.Add(new LeftOutRun(run.Id.Value, seen.State is RecordState.Torn, seen.Words));
        }
        else if ((run.Record is { ExitCode: not null } ? run : RunStore.Read(run.Directory)) is { Record: { } record })
        {
            // Read again where it ended while it was looked at.
            Add(run, record);
        }
    }

    private void Add(StoredRun run, RunRecord record)
    {
        var journal = Journal(run);
        IReadOnlyList<string> runs = journal?.Runs ?? (record.Recovery?.Resumes is { } resumed ? [resumed, record.RunId] : [record.RunId]);
        told.UnionWith(runs);
        if (byFirstRun.TryGetValue(runs[0], out var later))
        {
            // Resumed twice from the same run: the newest tells how it ended, and both took part.
            byFirstRun[runs[0]] = later with { Runs = [.. runs.Concat(later.Runs).Distinct()] };
            return;
        }

        byFirstRun.Add(runs[0], new PastRecovery
        {
            Record = record,
            Runs = runs,
            IsDrill = record.Recovery is { } measured ? measured.Mode == "drill" : journal?.IsDrill ?? false,
            Began = (record.Recovery?.Began ?? journal?.Began ?? record.Started).ToUniversalTime(),
        });
    }

    private static RunbookHistory? Journal(StoredRun run)
    {
        try
        {
            return File.Exists(JournalOf(run)) && RunbookHistory.Read(JournalOf(run)) is { } journal && journal.Run == run.Id.Value ? journal : null;
        }
        catch (RunbookException)
        {
            // The record is as its run left it, so this is how it was left: what the record itself says is all there is.
            return null;
        }
    }

    private static string JournalOf(StoredRun run) => Path.Combine(run.Directory, RunbookJournal.FileName);
}
