using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>What happened, in three lines.</summary>
internal static class Opening
{
    public static void Write(Page page, RunReading run)
    {
        var mark = Mark.Of(run.Record);
        var counts = run.Steps.CountBy(step => Mark.Of(step)).OrderBy(pair => Order(pair.Key.Tone)).ToList();
        page.Write($"""
            <section class="opening {mark.Tone}" aria-labelledby="title">
            {mark.Picture}<div>
            <h1 id="title">{run.Record.Verb} of {run.Record.Environment}: {mark.Word}</h1>
            <p>{Mark.Meaning(run.Record)}</p>
            <p><time datetime="{Quantity.Machine(run.Record.Started)}">{Quantity.Time(run.Record.Started)}</time>, {(run.HasEnded ? "took" : "last heard of after")} {Elapsed.Of(run.Ended - run.Record.Started)}</p>

            """);
        if (counts.Count > 0)
        {
            page.Write($"<ul class=\"counts\" aria-label=\"Steps by outcome\">");
            counts.ForEach(pair => page.Write($"<li class=\"badge {pair.Key.Tone}\">{pair.Key.Picture}{pair.Value} {pair.Key.Word}</li>"));
            page.Write($"</ul>\n");
        }

        page.Write($"</div></section>\n");
    }

    private static int Order(string tone) => Array.IndexOf(["bad", "warn", "quiet", "changed", "good"], tone);
}
