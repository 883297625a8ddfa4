using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Reports.Sections;

namespace HyOps.Presentation.Reports.Recoveries;

/// <summary>The recoveries and drills so far, as a plot and as a table that says the same in words.</summary>
internal static class HistorySection
{
    public static void Write(Page page, RunReading run, RecoveryHistory? history)
    {
        if (history is null)
        {
            return;
        }

        var recoveries = history.Recoveries;
        var own = history.Of(run.Record.RunId);
        page.Write($"<section aria-labelledby=\"history\">\n<h2 id=\"history\">{HeadOf(history.Phase)} so far</h2>\n");
        page.Write($"<p class=\"note\">Every {PhaseNames.Of(history.Phase)} of {history.Environment} whose record lies beside this one and is as its run left it; newest last. <code>hyops dr history</code> shows the same.</p>\n");
        if (recoveries.Count > 1 && recoveries.Any(recovery => recovery.RecoveryTime is not null))
        {
            RecoveryPlot.Write(page, history, own);
        }
        else
        {
            page.Write($"<p>{WhyNoPlot(recoveries, own)}</p>\n");
        }

        WriteTable(page, recoveries, own, run.Record.RunId);
        WriteNotes(page, history, own);
        page.Write($"</section>\n");
    }

    private static string HeadOf(Phase phase) => phase is Phase.DrFailback ? "Ways home" : "Drills and recoveries";

    private static string WhyNoPlot(IReadOnlyList<PastRecovery> recoveries, PastRecovery? own) => recoveries.Count switch
    {
        0 => "There is none yet: this run recovered nothing, or its record is not whole.",
        1 => $"{(own is null ? "There is one" : "This is the only one")} so far: there is nothing yet to compare it with, and so no plot.",
        _ => "In none of them was the service seen healthy: there is no time to plot.",
    };

    private static void WriteTable(Page page, IReadOnlyList<PastRecovery> recoveries, PastRecovery? own, string run)
    {
        if (recoveries.Count == 0)
        {
            return;
        }

        page.Write($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of recoveries, scrolls\">");
        Table.Begin(page, "history", "Run", "Began (UTC)", "Kind", "Outcome", "Healthy after", "Target", "Data loss", "Commit");
        foreach (var recovery in recoveries)
        {
            Table.LabelledRow(
                page, recovery == own,
                ("Run", page.Part(part => WriteRun(part, recovery, recovery == own ? run : null))),
                ("Began (UTC)", page.Part(part => part.Write($"<time datetime=\"{Quantity.Machine(recovery.Began)}\">{Quantity.Minute(recovery.Began)}</time>"))),
                ("Kind", page.Part(part => part.Write($"{HistoryWords.KindOf(recovery)}"))),
                ("Outcome", MarkOf(recovery.Outcome).Badge),
                ("Healthy after", page.Part(part => part.Write($"{HistoryWords.TimeOf(recovery)}"))),
                ("Target", page.Part(part => part.Write($"{HistoryWords.TargetOf(recovery)}"))),
                ("Data loss", page.Part(part => part.Write($"{HistoryWords.LossOf(recovery.Measured)}"))),
                ("Commit", page.Part(part => part.Write($"<code>{HistoryWords.CommitOf(recovery.Record)}</code>"))));
        }

        Table.End(page);
        page.Write($"</div>\n");
    }

    private static void WriteRun(Page page, PastRecovery recovery, string? marked)
    {
        page.Write($"<code>{recovery.Record.RunId}</code>");
        if (recovery.Runs.Count > 1)
        {
            page.Write($"<span class=\"aside\">over {Quantity.Of(recovery.Runs.Count, "run")}</span>");
        }

        if (marked is not null)
        {
            page.Write($" <strong class=\"here\">{(marked == recovery.Record.RunId ? "this run" : "this run was a part of it")}</strong>");
        }
    }

    private static Mark MarkOf(RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.Good => Mark.Good(HistoryWords.Of(outcome)),
        RecoveryOutcome.MissedTarget => new Mark(HistoryWords.Of(outcome), "alert", "bad"),
        RecoveryOutcome.NotHealthy => new Mark(HistoryWords.Of(outcome), "question", "warn"),
        RecoveryOutcome.Interrupted => new Mark(HistoryWords.Of(outcome), "pause", "warn"),
        RecoveryOutcome.Refused => new Mark(HistoryWords.Of(outcome), "stop", "bad"),
        _ => Mark.Bad(HistoryWords.Of(outcome)),
    };

    private static void WriteNotes(Page page, RecoveryHistory history, PastRecovery? own)
    {
        if (own is null && history.Recoveries.Count > 0)
        {
            page.Write($"<p class=\"note\">This run is not among them: it recovered nothing, or its record is not whole{Fragment.When(history.HasOlder, ", or it is older")}.</p>\n");
        }

        foreach (var note in HistoryWords.Notes(history))
        {
            page.Write($"<p class=\"note\">{string.Concat(note[..1].ToUpperInvariant(), note.AsSpan(1))}.</p>\n");
        }
    }
}
