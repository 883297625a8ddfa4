using HyOps.Core.Runs;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>Who, where, with what; and every field of the record that this version has no other place for.</summary>
internal static class Facts
{
    private static readonly string[] Elsewhere =
    [
        "format", "run_id", "verb", "environment", "tier", "execution_plane", "operator", "host", "hyops_version", "started", "duration_ms", "exit_code", "error", "git",
        "tools", "guardrails", "overrides", "authority", "secrets", "steps", "seeded", "recovery", "events", "files",
    ];

    public static void Write(Page page, RunReading run, RecordCheck check)
    {
        var record = run.Record;
        page.Write($"<section aria-labelledby=\"facts\">\n<h2 id=\"facts\">Facts</h2>\n<dl class=\"facts\">\n");
        Fact(page, "Run", $"{record.RunId}");
        Fact(page, "Environment", string.Join(", ", new[] { record.Environment, record.Tier, record.ExecutionPlane }.OfType<string>()));
        Fact(page, "Operator", $"{record.Operator} on {record.Host}");
        Fact(page, "Started", Quantity.Time(record.Started));
        Fact(page, run.HasEnded ? "Took" : "Last event after", Elapsed.Of(run.Ended - record.Started));
        Fact(page, "Exit code", record.ExitCode is null ? "none: the record has no end" : Mark.Meaning(record)["exit code ".Length..]);
        WriteCommit(page, record.Git);
        Fact(page, "Versions", string.Join(", ", record.Tools.Select(tool => $"{tool.Key} {tool.Value}").Prepend($"hyops {record.HyopsVersion}")));
        Fact(page, "Authority", record.Authority is { } authority ? $"{authority.Kind} {authority.Address}, which knows this run as {authority.CorrelationId}" : "none was opened");
        page.Write($"<div><dt>Record</dt><dd>{Judged(check).Badge} {check.Summary}</dd></div>\n");
        foreach (var (name, value) in run.Raw.Where(field => !Elsewhere.Contains(field.Key) && JsonView.SaysSomething(field.Value)))
        {
            page.Write($"<div><dt>{JsonView.Label(name)}</dt><dd>{JsonView.Of(page, value)}</dd></div>\n");
        }

        page.Write($"</dl></section>\n");
    }

    internal static Mark Judged(RecordCheck check) => check.Verdict switch
    {
        RecordVerdict.Intact => Mark.Good("intact"),
        RecordVerdict.Incomplete => Mark.Warn("incomplete"),
        _ => Mark.Bad("changed"),
    };

    private static void WriteCommit(Page page, RecordedCommit? git)
    {
        if (git is null)
        {
            Fact(page, "Commit", "the project is no git checkout");
            return;
        }

        page.Write($"<div><dt>Commit</dt><dd><code>{git.Commit}</code> {(git.Dirty ? Mark.Warn("local changes") : Mark.Good("clean")).Badge}</dd></div>\n");
    }

    private static void Fact(Page page, string label, string text) => page.Write($"<div><dt>{label}</dt><dd>{text}</dd></div>\n");
}
