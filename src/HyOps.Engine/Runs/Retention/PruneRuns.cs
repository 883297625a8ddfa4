using System.Globalization;
using HyOps.Core.Files;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs.Verification;
using HyOps.Engine.State;

namespace HyOps.Engine.Runs.Retention;

/// <summary>
/// Removes old run records. Never: of a run that goes on, the newest of each phase, and of a run that left something which nobody has settled.
/// A record is renamed first and deleted then, so that a prune that is killed leaves no part of one; the next prune finishes it.
/// </summary>
/// <param name="root">The runtime root.</param>
/// <param name="clock">Tells the age of records.</param>
public sealed class PruneRuns(RuntimeRoot root, TimeProvider clock)
{
    private const string TrashMark = ".pruned-";

    /// <summary>Removes what the policy lets go.</summary>
    /// <param name="policy">Which records may go.</param>
    /// <param name="dryRun">Only tells.</param>
    /// <exception cref="FileProblemException">A record cannot be removed; those before it are gone.</exception>
    /// <exception cref="ModuleStateException">What runs left behind cannot be told.</exception>
    public PruneResult Run(RetentionPolicy policy, bool dryRun)
    {
        var unsettled = new ModuleStateStore(root.StateDirectory, clock).UnsettledRuns();
        var (leftovers, freed) = dryRun ? (0, 0L) : FinishEarlier();
        var runs = new List<PrunedRun>();
        foreach (var phase in new RunStore(root.LogsDirectory).List().GroupBy(run => run.Id.Verb))
        {
            runs.AddRange(phase.Index().Select(run => Judge(run.Item, run.Index, policy, unsettled)));
        }

        var judged = runs.OrderByDescending(run => run.Run.Id.Stamp, StringComparer.Ordinal).ToList();
        foreach (var run in judged.Where(run => run.KeptBecause is null))
        {
            freed += run.Bytes;
            if (!dryRun)
            {
                Remove(run.Run.Directory);
            }
        }

        return new PruneResult(judged, leftovers, freed);
    }

    private static long SizeOf(string directory) => RecordFiles.Entries(directory).Sum(entry => entry.Info is FileInfo { LinkTarget: null } file ? file.Length : 0);

    private static void Remove(string directory)
    {
        try
        {
            var trash = Path.Combine(Path.GetDirectoryName(directory)!, TrashMark + Path.GetFileName(directory));
            Directory.Move(directory, trash);

            // Links in it are removed, and what they lead to is left alone.
            Directory.Delete(trash, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another prune was faster.
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            throw FileProblemException.From(directory, "cannot be removed", e);
        }
    }

    private PrunedRun Judge(StoredRun run, int position, RetentionPolicy policy, IReadOnlySet<string> unsettled)
    {
        var reason = WhyNever(run, position, unsettled) ?? WhyNotYet(run, position, policy);
        return new PrunedRun(run, reason, reason is null ? SizeOf(run.Directory) : 0);
    }

    private string? WhyNever(StoredRun run, int position, IReadOnlySet<string> unsettled) =>
        position == 0 ? "it is the newest of its phase"
        : run.Record?.ExitCode is null && JournalLock.IsHeld(Path.Combine(run.Directory, RunJournal.EventsFile)) ? "it is still running"
        : run.Record is { ExitCode: null } && Directory.Exists(Path.Combine(root.WorkDirectory, run.WorkName)) ? "it was killed, and the next run removes what it left by its record"
        : unsettled.Contains(run.Id.Value) ? "what it left behind is not settled yet"
        : null;

    private string? WhyNotYet(StoredRun run, int position, RetentionPolicy policy)
    {
        var age = clock.GetUtcNow() - Began(run);
        return policy.IsEmpty ? "nothing says that it may go"
            : policy.Keep is { } keep && age < keep ? $"it is younger than {Days(keep)}"
            : policy.KeepLast is { } last && position < last ? $"it is one of the last {last.ToString(CultureInfo.InvariantCulture)} of its phase"
            : policy.KeepFailed is { } failed && run.Record?.ExitCode is not 0 && age < failed ? $"it did not end well, and is younger than {Days(failed)}"
            : null;
    }

    // From the id, not from the record: that one may be unreadable, and it can be written by others.
    private static DateTimeOffset Began(StoredRun run) =>
        DateTimeOffset.TryParseExact(run.Id.Stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MaxValue;

    private static string Days(TimeSpan time) => time.TotalDays >= 1 ? $"{time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)} days" : time.ToString("c", CultureInfo.InvariantCulture);

    private (int Count, long Bytes) FinishEarlier()
    {
        var (count, bytes) = (0, 0L);
        foreach (var trash in Directory.Exists(root.LogsDirectory) ? RunStore.Phases(root.LogsDirectory).SelectMany(phase => Directory.EnumerateDirectories(phase, TrashMark + "*")) : [])
        {
            if (new DirectoryInfo(trash).LinkTarget is null)
            {
                bytes += SizeOf(trash);
                Directory.Delete(trash, recursive: true);
                count++;
            }
        }

        return (count, bytes);
    }
}
