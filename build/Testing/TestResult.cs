using System.Globalization;
using System.Text;
using System.Xml.Linq;
using HyOps.Core.Commands;

namespace Build.Testing;

/// <summary>What a test program said. One that crashed, or ran nothing, counts as one failure.</summary>
internal sealed record TestResult(string Name, int Passed, int Failed, int Skipped)
{
    /// <summary>The failures, told.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public double Seconds { get; init; }

    /// <summary>Reads xunit's XML report (https://xunit.net/docs/format-xml-v3).</summary>
    public static TestResult Read(string name, string report, CommandResult end, string output)
    {
        if (end.TimedOut || !File.Exists(report))
        {
            return Crashed(name, end.TimedOut ? "ran out of time and was stopped" : $"ended with {end.ExitCode} and wrote no report", output);
        }

        var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
        int Count(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);
        var failures = assemblies.SelectMany(assembly => assembly.Descendants()).Where(IsFailure).Select(Tell).ToList();
        if (Count("total") == 0)
        {
            return Crashed(name, "ran no test", output);
        }

        var failed = Math.Max(Count("failed") + Count("errors"), failures.Count);
        return end.ExitCode != 0 && failed == 0
            ? Crashed(name, $"passed its tests, then ended with {end.ExitCode}", output)
            : new TestResult(name, Count("passed"), failed, Count("skipped") + Count("not-run")) { Failures = failures, Seconds = end.Duration.TotalSeconds };
    }

    public static TestResult Crashed(string name, string how, string output) =>
        new(name, 0, 1, 0) { Failures = [$"{name} {how}\n{Indent(output)}"] };

    public static TestResult Sum(IReadOnlyCollection<TestResult> results, bool failSkipped)
    {
        var skipped = results.Sum(result => result.Skipped);
        return new TestResult("all", results.Sum(result => result.Passed), results.Sum(result => result.Failed) + (failSkipped ? skipped : 0), failSkipped ? 0 : skipped);
    }

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(Failed > 0 ? "FAILED" : "ok"),-7}{Name,-32}{Passed,6} passed{Failed,5} failed{Skipped,5} skipped{Seconds,8:0.0} s\n");
        foreach (var failure in Failures)
        {
            text.Append("  ").Append(failure).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsFailure(XElement element) =>
        element.Name == "error" || (element.Name == "test" && (string?)element.Attribute("result") == "Fail");

    private static string Tell(XElement element) =>
        $"{(string?)element.Attribute("name")}\n{Indent((string?)element.Descendants("message").FirstOrDefault())}{Indent((string?)element.Descendants("stack-trace").FirstOrDefault())}";

    private static string Indent(string? text) =>
        string.Concat((text ?? "").Split('\n').Where(line => line.Trim().Length > 0).Select(line => $"      {line.TrimEnd()}\n"));
}
