using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Logs;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>What a reader must not miss: what failed and the next step, rules that were set aside, a record that cannot be trusted.</summary>
internal static class Attention
{
    public static void Write(Page page, RunReading run, RecordCheck check, Anchors anchors)
    {
        WriteDistrust(page, check);
        WriteFailures(page, run, anchors);
        WriteOverrides(page, run);
    }

    private static void WriteDistrust(Page page, RecordCheck check)
    {
        if (check.Verdict is RecordVerdict.Broken)
        {
            page.Write($"<section class=\"card bad\" aria-labelledby=\"distrust\"><h2 id=\"distrust\">{Mark.Bad("").Picture}This record was changed after the run</h2><p>{check.Summary}</p><ul>");
            check.Findings.ToList().ForEach(finding => page.Write($"<li>{finding}</li>"));
            page.Write($"</ul></section>\n");
        }
    }

    private static void WriteFailures(Page page, RunReading run, Anchors anchors)
    {
        var failed = run.Steps.Where(LogView.IsOpen).ToList();
        var error = run.Record.Error;
        var refusals = run.Record.Guardrails.Where(verdict => !verdict.Allowed).ToList();
        if (failed.Count == 0 && error is null && refusals.Count == 0)
        {
            return;
        }

        page.Write($"<section class=\"card {Mark.Of(run.Record).Tone}\" aria-labelledby=\"wrong\">\n<h2 id=\"wrong\">What went wrong</h2>\n");
        if (error is not null)
        {
            page.Write($"<p class=\"said\">{error.Message}</p>\n");
            page.Write($"{NextStep(page, error.NextStep)}");
        }

        // The error of a refused run repeats what its guardrails said.
        foreach (var verdict in refusals.Where(verdict => error?.Message.Contains(verdict.Reason, StringComparison.Ordinal) is not true))
        {
            page.Write($"<p class=\"said\"><b>{verdict.Guardrail}</b> refused: {verdict.Reason}</p>\n");
        }

        foreach (var step in failed)
        {
            page.Write($"<h3>{Mark.Of(step).Badge} <a href=\"#{anchors.Of(step.Id)}\">{step.Id}</a></h3>\n<p class=\"said\">{step.Failure ?? step.Summary}</p>\n");
        }

        page.Write($"</section>\n");
    }

    private static Fragment NextStep(Page page, string? next) =>
        next is null ? Fragment.None : page.Part(part => part.Write($"<p class=\"next\"><b>Next step</b> {next}</p>\n"));

    private static void WriteOverrides(Page page, RunReading run)
    {
        if (run.Record.Overrides.Count == 0)
        {
            return;
        }

        page.Write($"<section class=\"card warn\" aria-labelledby=\"overrides\">\n<h2 id=\"overrides\">{Mark.Warn("").Picture}Rules that were set aside</h2>\n<dl class=\"overrides\">\n");
        foreach (var rule in run.Record.Overrides)
        {
            page.Write($"<dt><code>--{rule.Kind} {string.Join(' ', rule.Keys)}</code></dt><dd>{rule.Reason}</dd>\n");
        }

        page.Write($"</dl></section>\n");
    }
}
