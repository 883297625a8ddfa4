using System.Globalization;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks.History;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Recoveries;

/// <summary>
/// The recovery times as points over their dates, with the target as a line: what is good, what missed and what was in earnest differ in shape, not
/// only in colour. The table below it says the same.
/// </summary>
internal sealed class RecoveryPlot
{
    private const int Height = 276;
    private const int Unhealthy = 40;
    private const int Ring = 11;
    private const int Low = 210;
    private const double NearEnd = 80;
    private const double NearStart = 25;

    private readonly RecoveryHistory history;
    private readonly IReadOnlyList<PastRecovery> recoveries;
    private readonly PlotScale scale;

    private RecoveryPlot(RecoveryHistory history)
    {
        this.history = history;
        recoveries = history.Recoveries;
        scale = new PlotScale(recoveries);
    }

    public static void Write(Page page, RecoveryHistory history, PastRecovery? own) => new RecoveryPlot(history).Write(page, own);

    private void Write(Page page, PastRecovery? own)
    {
        page.Write($"""
            <div class="frame plot">
            <svg role="img" aria-labelledby="plot-title plot-words" width="100%" height="{Height}">
            <title id="plot-title">Recovery times of {PhaseNames.Of(history.Phase)} of {history.Environment}</title>
            <desc id="plot-words">{Words()}</desc>
            <text class="unit" x="0" y="14">seconds until healthy</text>

            """);
        WriteAxes(page);
        WriteTargets(page);
        foreach (var recovery in recoveries)
        {
            WritePoint(page, recovery, recovery == own);
        }

        page.Write($"</svg>\n");
        WriteLegend(page);
        page.Write($"</div>\n");
    }

    private string Words()
    {
        var times = recoveries.Select(recovery => recovery.RecoveryTime).OfType<TimeSpan>().ToList();
        var target = recoveries.LastOrDefault(recovery => recovery.Target is not null)?.Target;
        var never = recoveries.Count - times.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{recoveries.Count} recoveries from {Quantity.Time(recoveries[0].Began)} to {Quantity.Time(recoveries[^1].Began)}. ")
            + $"The fastest took {Elapsed.Of(times.Min())}, the slowest {Elapsed.Of(times.Max())}, the newest that was healthy {Elapsed.Of(times[^1])}. "
            + (target is { } limit ? $"The target is {Elapsed.Of(limit)}. " : "There is no target. ")
            + (never > 0 ? string.Create(CultureInfo.InvariantCulture, $"{never} of them {(never == 1 ? "was" : "were")} not healthy. ") : "")
            + "The table below has all of them.";
    }

    private void WriteAxes(Page page)
    {
        foreach (var (y, words) in scale.Lines)
        {
            page.Write($"<line class=\"tick\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/><text x=\"0\" y=\"{y - 4}\">{words}</text>\n");
        }

        if (recoveries.Any(recovery => recovery.RecoveryTime is null))
        {
            page.Write($"<text x=\"0\" y=\"{Unhealthy + 4}\">never</text>\n");
        }

        foreach (var (x, words) in scale.Dates)
        {
            page.Write($"<line class=\"tick\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{PlotScale.Bottom}\" y2=\"{PlotScale.Bottom + 6}\"/><text x=\"{x}%\" y=\"{PlotScale.Bottom + 22}\" text-anchor=\"{AnchorAt(x)}\">{words}</text>\n");
        }
    }

    // Each target holds from its recovery to the next one that has another; the first and the last reach to the edges.
    private void WriteTargets(Page page)
    {
        for (var (first, next) = (0, 0); first < recoveries.Count; first = next)
        {
            while (next < recoveries.Count && recoveries[next].Target == recoveries[first].Target)
            {
                next++;
            }

            if (recoveries[first].Target is { } target)
            {
                var (from, to) = (first == 0 ? 0 : scale.X(recoveries[first].Began), next == recoveries.Count ? 100 : scale.X(recoveries[next].Began));
                page.Write($"<line class=\"target\" x1=\"{from}%\" x2=\"{to}%\" y1=\"{scale.Y(target)}\" y2=\"{scale.Y(target)}\"/>\n");
            }
        }

        if (recoveries[^1].Target is { } last)
        {
            page.Write($"<text class=\"limit\" x=\"100%\" y=\"{scale.Y(last) - 6}\" text-anchor=\"end\">target {SecondsOf(last)}</text>\n");
        }
    }

    private void WritePoint(Page page, PastRecovery recovery, bool isOwn)
    {
        var x = scale.X(recovery.Began);
        var y = recovery.RecoveryTime is { } time ? scale.Y(time) : Unhealthy;
        var shape = ShapeOf(recovery);
        page.Write($"<g class=\"point {ToneOf(recovery)}\"><title>{recovery.Record.RunId}: {HistoryWords.KindOf(recovery)}, {HistoryWords.Of(recovery.Outcome)}, {HistoryWords.TimeOf(recovery)}</title><use href=\"#{shape}\" x=\"{x}%\" y=\"{y}\"/></g>\n");
        if (isOwn)
        {
            page.Write($"<circle class=\"ring\" cx=\"{x}%\" cy=\"{y}\" r=\"{Ring}\"/><text class=\"own\" x=\"{x}%\" y=\"{(y > Low ? y - Ring - 5 : y + Ring + 14)}\" text-anchor=\"{AnchorAt(x)}\">this run</text>\n");
        }
    }

    private void WriteLegend(Page page)
    {
        page.Write($"<ul class=\"legend\">");
        foreach (var recovery in recoveries.DistinctBy(ShapeOf).OrderBy(ShapeOf, StringComparer.Ordinal))
        {
            var words = $"{HistoryWords.KindOf(recovery)}, {(IsGood(recovery) ? "good" : "failed or missed a target")}";
            page.Write($"<li><svg class=\"point {ToneOf(recovery)}\" aria-hidden=\"true\" width=\"16\" height=\"16\" viewBox=\"-8 -8 16 16\"><use href=\"#{ShapeOf(recovery)}\"/></svg>{words}</li>");
        }

        if (recoveries.Any(recovery => recovery.Target is not null))
        {
            page.Write($"<li><svg aria-hidden=\"true\" width=\"24\" height=\"16\" viewBox=\"0 -8 24 16\"><line class=\"target\" x2=\"24\"/></svg>target</li>");
        }

        page.Write($"</ul>\n");
    }

    private static bool IsGood(PastRecovery recovery) => recovery.Outcome is RecoveryOutcome.Good;

    private static Fragment ToneOf(PastRecovery recovery) => new(IsGood(recovery) ? "good" : "bad");

    // The shapes are in signs.svg.
    private static string ShapeOf(PastRecovery recovery) => $"point-{HistoryWords.KindOf(recovery)}-{(IsGood(recovery) ? "good" : "missed")}";

    private static Fragment AnchorAt(double x) => new(x > NearEnd ? "end" : x < NearStart ? "start" : "middle");

    private static string SecondsOf(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:#,0.#} s");
}
