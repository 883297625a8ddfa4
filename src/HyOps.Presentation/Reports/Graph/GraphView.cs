using System.Globalization;
using System.Text;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Graph;

/// <summary>The step graph: a picture whose steps are links to their sections.</summary>
internal static class GraphView
{
    private const int Margin = 6;
    private const int LongestName = 21;

    public static void Write(Page page, RunReading run, Anchors anchors)
    {
        var layout = GraphLayout.Of(NeedsGraph.Of(run.Steps));
        var (width, height) = (layout.Width + (2 * Margin), layout.Height + (2 * Margin));
        page.Write($"""
            <section aria-labelledby="graph">
            <h2 id="graph">Step graph</h2>
            <p class="note">An arrow leads to the step that waits. Arrows that follow from others are left out. Each step is a link to its details.</p>
            <div class="frame wide" role="region" tabindex="0" aria-label="Step graph, scrolls">
            <svg role="group" aria-labelledby="graph" width="{width}" height="{height}" viewBox="{-Margin} {-Margin} {width} {height}">

            """);
        page.Write($"<path class=\"arrow\" d=\"{new Fragment(string.Concat(layout.Arrows.Select(Line)))}\"/><path class=\"tip\" d=\"{new Fragment(string.Concat(layout.Arrows.Select(Tip)))}\"/>\n");
        foreach (var (step, spot) in run.Steps.Zip(layout.Steps))
        {
            WriteStep(page, step, spot, anchors);
        }

        page.Write($"</svg></div></section>\n");
    }

    private static void WriteStep(Page page, StepReading step, Spot spot, Anchors anchors)
    {
        var mark = Mark.Of(step);
        var time = step.Started is null ? "" : $", {Elapsed.Of(step.Duration)}";
        var shown = step.Id.Length <= LongestName ? step.Id : step.Id[..(LongestName - 1)] + "…";
        page.Write($"""
            <a class="node {mark.Tone}" href="#{anchors.Of(step.Id)}"><g transform="translate({spot.X} {spot.Y})"><rect width="{GraphLayout.NodeWidth}" height="{GraphLayout.NodeHeight}" rx="8"/>
            <use href="#sign-{mark.Sign}" x="12" y="14" width="20" height="20"/><text x="42" y="21" class="name">{shown}</text> <text x="42" y="37">{mark.Word}{time}</text>
            """);
        if (shown != step.Id)
        {
            page.Write($"<title>{step.Id}</title>");
        }

        page.Write($"</g></a>\n");
    }

    // A curve between columns, and a straight line through those that the arrow only crosses.
    private static string Line(IReadOnlyList<Spot> way)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{way[0].X + GraphLayout.NodeWidth} {way[0].Middle}");
        for (var i = 1; i < way.Count; i++)
        {
            var (from, to) = (way[i - 1].X + GraphLayout.NodeWidth, way[i].X - (i == way.Count - 1 ? 4 : 0));
            var middle = (from + to) / 2;
            path.Append(CultureInfo.InvariantCulture, $"C{middle} {way[i - 1].Middle} {middle} {way[i].Middle} {to} {way[i].Middle}");
            if (i < way.Count - 1)
            {
                path.Append(CultureInfo.InvariantCulture, $"h{GraphLayout.NodeWidth}");
            }
        }

        return path.ToString();
    }

    private static string Tip(IReadOnlyList<Spot> way) => string.Create(CultureInfo.InvariantCulture, $"M{way[^1].X} {way[^1].Middle}l-8 -4.5v9z");
}
