using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>What every guardrail said.</summary>
internal static class Verdicts
{
    public static void Write(Page page, RunReading run)
    {
        var verdicts = run.Record.Guardrails;
        if (verdicts.Count == 0)
        {
            return;
        }

        page.Write($"<section aria-labelledby=\"guardrails\">\n<h2 id=\"guardrails\">Guardrails</h2>\n");
        Table.Begin(page, "guardrails", "Guardrail", "Verdict", "Reason");
        foreach (var verdict in verdicts)
        {
            var mark = verdict.Allowed ? Mark.Good("allowed") : new Mark("refused", "stop", "bad");
            Table.Row(page, page.Part(part => part.Write($"<code>{verdict.Guardrail}</code>")), mark.Badge, page.Part(part => part.Write($"{verdict.Reason}")));
        }

        Table.End(page);
        page.Write($"</section>\n");
    }
}
