using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Logs;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>The steps, one below another: closed until asked for, those that failed open.</summary>
internal sealed class StepSections(RunReading run, Anchors anchors, LogView logs)
{
    private static readonly string[] Elsewhere =
    [
        "id", "module", "inputs_sha256", "tool", "outcome", "summary", "failure", "started", "duration_ms", "published", "withheld", "budget_ms", "files",
    ];

    private readonly ILookup<string, string> secretsOf = run.Record.Secrets.SelectMany(secret => secret.Steps.Select(step => (step, secret.Name)))
        .ToLookup(given => given.step, given => given.Name, StringComparer.Ordinal);

    public void Write(Page page)
    {
        page.Write($"<section aria-labelledby=\"steps\">\n<h2 id=\"steps\">Steps</h2>\n");
        foreach (var step in run.Steps)
        {
            Write(page, step);
        }

        page.Write($"</section>\n");
    }

    private void Write(Page page, StepReading step)
    {
        var mark = Mark.Of(step);
        var isOpen = LogView.IsOpen(step) || run.Steps.Count == 1;
        var time = step.Started is null ? "" : Elapsed.Of(step.Duration);
        page.Write($"""
            <details class="step {mark.Tone}" id="{anchors.Of(step.Id)}"{Fragment.When(isOpen, " open")}>
            <summary><h3>{step.Id}</h3>{mark.Badge}<span class="what">{step.Summary}</span><span class="time">{time}</span></summary>
            <div class="body">

            """);
        if (step.Failure is { } failure && failure != step.Summary)
        {
            page.Write($"<p class=\"said {mark.Tone}\">{failure}</p>\n");
        }

        WriteFacts(page, step);
        WriteProgress(page, step);

        // What a tool complained of is what a reader of a failed step looks for.
        foreach (var log in step.Logs.OrderBy(log => LogView.IsOpen(step) && log.Stream == "stderr" ? 0 : 1))
        {
            logs.Write(page, step, log);
        }

        page.Write($"</div></details>\n");
    }

    private void WriteFacts(Page page, StepReading step)
    {
        page.Write($"<dl class=\"facts\">\n");
        Fact(page, "Module", step.Module);
        Fact(page, "Tool", step.Tool);
        Fact(page, "Started", step.Started is { } started ? $"{Quantity.Time(started)}, {Elapsed.Of(started - run.Record.Started)} into the run" : "");
        Fact(page, "Budget", step.Recorded?.BudgetMs is { } budget ? Elapsed.Of(TimeSpan.FromMilliseconds(budget)) : "");
        if (step.Needs.Count > 0)
        {
            page.Write($"<div><dt>Needs</dt><dd>{anchors.Links(page, step.Needs)}</dd></div>\n");
        }

        Fact(page, "Published", Names(step.Recorded?.Published));
        Fact(page, "Withheld", Names(step.Recorded?.Withheld) is { Length: > 0 } held ? $"{held}: they hold a secret or are marked sensitive" : "");
        Fact(page, "Secrets given", Names(secretsOf[step.Id].Order(StringComparer.Ordinal)));
        if (step.Recorded?.InputsSha256 is { } digest)
        {
            page.Write($"<div><dt>Inputs, sha256</dt><dd><code>{digest}</code></dd></div>\n");
        }

        foreach (var (name, value) in (step.Raw ?? []).Where(field => !Elsewhere.Contains(field.Key) && JsonView.SaysSomething(field.Value)))
        {
            page.Write($"<div class=\"whole\"><dt>{JsonView.Label(name)}</dt><dd>{JsonView.Of(page, value)}</dd></div>\n");
        }

        page.Write($"</dl>\n");
    }

    private void WriteProgress(Page page, StepReading step)
    {
        if (step.Progress.Count == 0)
        {
            return;
        }

        page.Write($"<details class=\"progress\"><summary>Progress<span class=\"aside\">{Quantity.Of(step.Progress.Count, "message")}</span></summary><ol>\n");
        foreach (var moment in step.Progress)
        {
            page.Write($"<li><span class=\"time\">{Elapsed.Of(moment.Time - run.Record.Started)}</span> {moment.Text}</li>\n");
        }

        page.Write($"</ol></details>\n");
    }

    private static void Fact(Page page, string label, string text)
    {
        if (text.Length > 0)
        {
            page.Write($"<div><dt>{label}</dt><dd>{text}</dd></div>\n");
        }
    }

    private static string Names(IEnumerable<string>? names) => string.Join(", ", names ?? []);
}
