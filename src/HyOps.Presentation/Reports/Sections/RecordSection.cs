using System.Text.Json.Nodes;
using HyOps.Core.Runs;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>What happened before and beside the steps, whether the record holds, and what it consists of.</summary>
internal static class RecordSection
{
    public static void Write(Page page, RunReading run, RecordCheck check)
    {
        page.Write($"<section aria-labelledby=\"record\">\n<h2 id=\"record\">Record</h2>\n<p>{Facts.Judged(check).Badge} {check.Summary}</p>\n");
        if (check.Findings.Count > 0)
        {
            page.Write($"<ul>");
            check.Findings.ToList().ForEach(finding => page.Write($"<li>{finding}</li>"));
            page.Write($"</ul>\n");
        }

        page.Write($"<p class=\"note\">Checked when this report was made; <code>hyops runs verify {run.Record.RunId}</code> checks it again.</p>\n");
        WriteMoments(page, run);
        WriteFiles(page, run);
        page.Write($"</section>\n");
    }

    private static void WriteMoments(Page page, RunReading run)
    {
        if (run.Moments.Count == 0)
        {
            return;
        }

        page.Write($"<h3 id=\"moments\">Before and beside the steps</h3>\n");
        Table.Begin(page, "moments", "After", "What", "Found");
        foreach (var moment in run.Moments)
        {
            var (what, found) = moment.Kind == "interrupt-received"
                ? ("interrupt", moment.Text.Length == 0 ? "nothing was running" : $"waited for {moment.Text}")
                : (moment.Subject, moment.Text);
            Table.Row(page, Cell(page, Elapsed.Of(moment.Time - run.Record.Started)), Cell(page, what), Cell(page, found));
        }

        Table.End(page);
    }

    private static void WriteFiles(Page page, RunReading run)
    {
        var files = run.Record.Steps.SelectMany(step => step.Files).Concat(OfRun(run)).DistinctBy(file => file.Path).ToList();
        page.Write($"""
            <details class="files"><summary>Files and digests<span class="aside">{Quantity.Of(files.Count + 1, "file")}</span></summary>
            <ul class="digests">
            <li>events.jsonl<span class="aside">{Quantity.Of(run.Record.Events.Count, "event")}, the last one has sha256 {run.Record.Events.Sha256}</span></li>

            """);
        files.ForEach(file => page.Write($"<li>{file.Path}<span class=\"aside\">{Quantity.Bytes(file.Bytes)}, sha256 {file.Sha256}</span></li>\n"));
        page.Write($"</ul></details>\n");
    }

    // A record may name files of the whole run beside those of its steps.
    private static IEnumerable<RecordedFile> OfRun(RunReading run)
    {
        foreach (var file in (run.Raw["files"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (file["path"] is JsonValue path && path.TryGetValue<string>(out var name))
            {
                yield return new RecordedFile(
                    name,
                    file["bytes"] is JsonValue size && size.TryGetValue<long>(out var bytes) ? bytes : 0,
                    file["sha256"] is JsonValue digest && digest.TryGetValue<string>(out var hex) ? hex : "");
            }
        }
    }

    private static Fragment Cell(Page page, string text) => page.Part(part => part.Write($"{text}"));
}
