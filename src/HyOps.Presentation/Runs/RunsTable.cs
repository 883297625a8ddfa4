using System.Globalization;
using HyOps.Engine.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>The list of runs, newest first.</summary>
public static class RunsTable
{
    /// <summary>Writes the list.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="runs">The runs, in the order wanted.</param>
    public static void Write(Screen screen, IEnumerable<StoredRun> runs)
    {
        var table = new Columns("run", "environment", "started (UTC)", "time", "steps", "ended");
        foreach (var run in runs)
        {
            table.Add(run.Record is { } record ? RowOf(run, record) : [run.Id.Value, "", "", "", "", new Cell($"unreadable: {run.Error}", TextStyle.Bad)]);
        }

        table.Write(screen);
    }

    private static Cell[] RowOf(StoredRun run, Core.Runs.RunRecord record) =>
    [
        run.Id.Value,
        record.Environment,
        record.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        record.ExitCode is null ? "" : Elapsed.Of(TimeSpan.FromMilliseconds(record.DurationMs)),
        record.Steps.Count.ToString(CultureInfo.InvariantCulture),
        RecordWords.Ended(record),
    ];
}
