using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports;

/// <summary>What a check of the record found when the report was made.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Summary">In a sentence.</param>
/// <param name="Findings">What is wrong, each with its place; empty where nothing is.</param>
public sealed record RecordCheck(RecordVerdict Verdict, string Summary, IReadOnlyList<string> Findings)
{
    /// <summary>Checks the chain of a record.</summary>
    /// <param name="run">The run, whose record can be read.</param>
    public static RecordCheck Of(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var events = Path.Combine(run.Directory, RunJournal.EventsFile);
        var chain = run.Record!.Events;
        if (run.Record.ExitCode is null)
        {
            return new RecordCheck(RecordVerdict.Incomplete, "the record has no end: the run was killed, or it still runs", []);
        }

        var broken = File.Exists(events) ? EventChain.FindBreak(File.ReadLines(events), chain.Sha256) : "there are no events";
        return broken is null
            ? new RecordCheck(RecordVerdict.Intact, $"the chain of {Quantity.Of(chain.Count, "event")} holds", [])
            : new RecordCheck(RecordVerdict.Broken, "its events are not those that the run wrote", [$"{RunJournal.EventsFile}: {broken}"]);
    }
}

/// <summary>Whether a record can be relied on.</summary>
public enum RecordVerdict
{
    /// <summary>Every byte is as it was written.</summary>
    Intact,

    /// <summary>Its end is missing, as after a kill or a power cut; what is there is as it was written.</summary>
    Incomplete,

    /// <summary>Something was changed, removed or added afterwards.</summary>
    Broken,
}
