using System.Globalization;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Reports.Sections;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Recoveries;

/// <summary>What a recovery took and lost against its targets, and each of its steps against its budget.</summary>
internal static class RecoverySection
{
    public static void Write(Page page, RunReading run, Anchors anchors, RecoveryHistory? history)
    {
        if (run.Record.Recovery is not { } measured)
        {
            return;
        }

        page.Write($"<section aria-labelledby=\"recovery\">\n<h2 id=\"recovery\">Recovery</h2>\n");
        WriteWhen(page, run.Record, measured, history?.Of(run.Record.RunId));
        WriteTargets(page, measured);
        WriteSteps(page, run, anchors);
        page.Write($"</section>\n");
    }

    private static void WriteWhen(Page page, RunRecord record, RecordedRecovery measured, PastRecovery? whole)
    {
        var isDrill = measured.Mode == "drill";
        var isEarlier = measured.Began < record.Started;
        var since = isDrill ? $"the disaster of the drill{(isEarlier ? ", in an earlier run" : "")}" : isEarlier ? "the first of its runs started" : "the run started";
        page.Write($"<dl class=\"facts\">\n<div><dt>Kind</dt><dd>{(isDrill ? "drill" : "in earnest")}</dd></div>\n<div><dt>Began</dt><dd>{Quantity.Time(measured.Began)}: {since}</dd></div>\n");
        page.Write($"<div><dt>Healthy</dt><dd>{(measured.Recovered is { } at ? Quantity.Time(at) : "not seen: a verify step was not green")}</dd></div>\n");
        if (measured.Resumes is { } resumed)
        {
            var runs = whole is { Runs.Count: > 1 } ? $", over {Quantity.Of(whole.Runs.Count, "run")}" : "";
            page.Write($"<div><dt>Goes on with</dt><dd><code>{resumed}</code>{runs}</dd></div>\n");
        }

        page.Write($"</dl>\n");
    }

    private static void WriteTargets(Page page, RecordedRecovery measured)
    {
        page.Write($"<h3 id=\"targets\">Against the targets</h3>\n");
        Table.Begin(page, "targets", "What", "Measured", "Target", "Verdict");
        var time = measured.RecoveryTimeMs is { } took ? Elapsed.Of(TimeSpan.FromMilliseconds(took)) : "not healthy";
        var target = measured.RecoveryTimeTargetMs is { } limit ? Elapsed.Of(TimeSpan.FromMilliseconds(limit)) : "none";
        var loss = measured.DataLossTargetSeconds is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most:0.#} s") : "none";
        Row(page, "Recovery time", time, target, Judged(measured.RecoveryTimeTargetMs is null, measured.MetRecoveryTime));
        Row(page, "Data loss", HistoryWords.LostBy(measured), loss, Judged(measured.DataLossTargetSeconds is null, measured.MetDataLoss));
        Table.End(page);
    }

    private static void Row(Page page, string what, string measured, string target, Mark verdict) =>
        Table.LabelledRow(page, isMarked: false, ("What", page.Part(part => part.Write($"{what}"))), ("Measured", page.Part(part => part.Write($"{measured}"))), ("Target", page.Part(part => part.Write($"{target}"))), ("Verdict", verdict.Badge));

    private static Mark Judged(bool hasNoTarget, bool? met) => met switch
    {
        true => Mark.Good("met"),
        false => Mark.Bad("missed"),
        _ => hasNoTarget ? new Mark("no target", "dash", "quiet") : Mark.Warn("not known"),
    };

    private static void WriteSteps(Page page, RunReading run, Anchors anchors)
    {
        page.Write($"<h3 id=\"budgets\">Steps against their budgets</h3>\n");
        Table.Begin(page, "budgets", "Step", "Outcome", "Took", "Budget", "Verdict");
        foreach (var step in run.Steps)
        {
            var budget = step.Recorded?.BudgetMs is { } ms ? TimeSpan.FromMilliseconds(ms) : (TimeSpan?)null;
            Table.LabelledRow(
                page, isMarked: false,
                ("Step", anchors.Links(page, [step.Id])), ("Outcome", Mark.Of(step).Badge),
                ("Took", page.Part(part => part.Write($"{(step.Started is null ? "did not run" : Elapsed.Of(step.Duration))}"))),
                ("Budget", page.Part(part => part.Write($"{(budget is { } limit ? Elapsed.Of(limit) : "none")}"))),
                ("Verdict", JudgedByBudget(step, budget).Badge));
        }

        Table.End(page);
    }

    // Told by a word and a sign: it is no failure, and must not be overlooked.
    private static Mark JudgedByBudget(StepReading step, TimeSpan? budget) =>
        budget is not { } limit ? new Mark("no budget", "dash", "quiet")
        : step.Started is null ? new Mark("did not run", "dash", "quiet")
        : step.Duration > limit ? Mark.Warn($"over by {Elapsed.Of(step.Duration - limit)}")
        : Mark.Good("within");
}
