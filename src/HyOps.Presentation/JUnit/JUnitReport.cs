using System.Globalization;
using System.Xml.Linq;
using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Presentation.Runs;

namespace HyOps.Presentation.JUnit;

/// <summary>
/// A run record as JUnit XML, in the shape that Jenkins reads (https://github.com/jenkinsci/xunit-plugin, junit-10.xsd): one suite for the
/// run; a case for the run itself, for each guardrail and for each step. All texts come from the record, so they are masked already.
/// </summary>
public static class JUnitReport
{
    /// <summary>The report of a run.</summary>
    /// <param name="run">The run as it lies on disk.</param>
    /// <param name="record">Its record.</param>
    public static XDocument Of(StoredRun run, RunRecord record)
    {
        List<XElement> cases =
        [
            OfRun(record),
            .. record.Guardrails.Select(verdict => OfGuardrail(record, verdict)),
            .. record.Steps.Select(step => OfStep(record, step, run.Directory)),
        ];
        return Suite(record.Verb, record.Environment, record.DurationMs, cases, [
            new XAttribute("timestamp", record.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            new XAttribute("hostname", XmlText.Of(record.Host)),
            Properties(record),
        ]);
    }

    /// <summary>The report of a run that was stopped before it had a record: a contract is wrong, there is no such environment.</summary>
    /// <param name="verb">The phase's or verb's word.</param>
    /// <param name="environment">The environment, as far as it is known.</param>
    /// <param name="message">What stopped it, masked.</param>
    public static XDocument OfStop(string verb, string environment, string message) =>
        Suite(verb, environment, 0, [Case("run", $"hyops.{verb}", 0, Verdict("error", "stopped", message, message))], []);

    private static XDocument Suite(string verb, string environment, long milliseconds, List<XElement> cases, IEnumerable<object> more)
    {
        var name = XmlText.Of($"{verb} of {environment}");
        object[] counts =
        [
            new XAttribute("name", name), new XAttribute("tests", cases.Count), new XAttribute("failures", Count(cases, "failure")),
            new XAttribute("errors", Count(cases, "error")), new XAttribute("time", Seconds(milliseconds)),
        ];
        return new XDocument(new XElement("testsuites", counts, new XElement("testsuite", counts, new XAttribute("skipped", Count(cases, "skipped")), more, cases)));
    }

    private static XElement Properties(RunRecord record)
    {
        List<(string Name, string? Value)> facts =
        [
            ("run_id", record.RunId), ("environment", record.Environment), ("tier", record.Tier), ("operator", record.Operator), ("hyops_version", record.HyopsVersion),
            ("commit", record.Git is { } git ? git.Commit + (git.Dirty ? " (with local changes)" : "") : null), .. record.Tools.Select(tool => (tool.Key, (string?)tool.Value)),
        ];
        return new XElement("properties", facts.Where(fact => fact.Value is not null)
            .Select(fact => new XElement("property", new XAttribute("name", fact.Name), new XAttribute("value", XmlText.Of(fact.Value!)))));
    }

    // What no step and no guardrail carries: the run was stopped, or has no end.
    private static XElement OfRun(RunRecord record) => Case("run", $"hyops.{record.Verb}", 0, record switch
    {
        { Error: { } error } => Verdict("error", "stopped", error.Message, error.NextStep is null ? error.Message : $"{error.Message}\nnext: {error.NextStep}"),
        { ExitCode: null } => Verdict("error", "unfinished", "running, or killed before its end", $"see 'hyops runs show {record.RunId}'"),
        { ExitCode: not 0, Steps: var steps } when steps.All(step => step.Outcome is "unchanged" or "changed") =>
            Verdict("error", "failed", ExitCodeWords.Of((ExitCode)record.ExitCode), $"exit code {record.ExitCode}"),
        _ => null,
    });

    private static XElement OfGuardrail(RunRecord record, RecordedVerdict verdict) => Case(
        verdict.Guardrail, $"hyops.{record.Verb}.guardrails", 0, verdict.Allowed ? null : Verdict("failure", "refused", verdict.Reason, verdict.Reason));

    private static XElement OfStep(RunRecord record, RecordedStep step, string directory)
    {
        var reason = step.Failure ?? step.Summary;
        var verdict = step.Outcome switch
        {
            "unchanged" or "changed" or "planned" => null,
            "not-run" or "not-planned" => new XElement("skipped", new XAttribute("message", XmlText.Of(FirstLine(reason)))),
            "interrupted" => Verdict("error", step.Outcome, step.Summary, reason),
            _ => Verdict("failure", step.Outcome, FirstLine(reason), reason),
        };
        var element = Case(step.Id, step.Module.Length > 0 ? step.Module : $"hyops.{record.Verb}", step.DurationMs, verdict);
        foreach (var (log, name) in (ReadOnlySpan<(string, string)>)[("stdout.log", "system-out"), ("stderr.log", "system-err")])
        {
            if (LogTail.Read(Path.Combine(directory, "steps", step.Id, log)) is { } tail)
            {
                element.Add(new XElement(name, XmlText.Of(tail)));
            }
        }

        return element;
    }

    private static XElement Case(string name, string classname, long milliseconds, XElement? verdict) => new(
        "testcase", new XAttribute("name", XmlText.Of(name)), new XAttribute("classname", XmlText.Of(classname)), new XAttribute("time", Seconds(milliseconds)), verdict);

    private static XElement Verdict(string kind, string type, string message, string text) => new(
        kind, new XAttribute("type", type), new XAttribute("message", XmlText.Of(FirstLine(message))), XmlText.Of(text));

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static int Count(IEnumerable<XElement> cases, string kind) => cases.Count(element => element.Element(kind) is not null);

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
