using System.Globalization;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks.History;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Recovery;

/// <summary>The recoveries of an environment as a table, newest last: next to the prompt of whoever asks.</summary>
public static class RecoveryHistoryView
{
    /// <summary>Writes the table.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="history">The recoveries.</param>
    public static void Write(Screen screen, RecoveryHistory history)
    {
        if (history.Recoveries.Count == 0)
        {
            return;
        }

        var table = new Columns("run", "began (UTC)", "kind", "outcome", "healthy after", "target", "data loss", "commit");
        foreach (var recovery in history.Recoveries)
        {
            table.Add(
                recovery.Record.RunId + (recovery.Runs.Count > 1 ? $" (over {recovery.Runs.Count} runs)" : ""),
                recovery.Began.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                HistoryWords.KindOf(recovery),
                new Cell(HistoryWords.Of(recovery.Outcome), HistoryWords.StyleOf(recovery.Outcome)),
                HistoryWords.TimeOf(recovery),
                HistoryWords.TargetOf(recovery),
                HistoryWords.LossOf(recovery.Measured),
                HistoryWords.CommitOf(recovery.Record));
        }

        table.Write(screen);
    }

    /// <summary>Writes what the table lacks and why: nothing yet, records that could not be read, recoveries that go on.</summary>
    /// <param name="screen">Where to: standard error, as it is narration.</param>
    /// <param name="history">The recoveries.</param>
    /// <param name="logsDirectory">Where the records are.</param>
    public static void WriteNotes(Screen screen, RecoveryHistory history, string logsDirectory)
    {
        if (history.Recoveries.Count == 0)
        {
            screen.WriteLine($"no {PhaseNames.Of(history.Phase)} of {history.Environment} yet in {Foreign.Line(logsDirectory)}");
        }

        foreach (var note in HistoryWords.Notes(history))
        {
            screen.WriteLine(Foreign.Line(note), history.LeftOut.Count > 0 ? TextStyle.Warning : TextStyle.Normal);
        }
    }
}
