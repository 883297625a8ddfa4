using System.Text.Json;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Reports;

/// <summary>
/// Problems as a SARIF 2.1.0 log, for code scanning services.
/// The format is defined at https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
/// </summary>
public static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Base = "PROJECTROOT";

    /// <summary>Writes the log, UTF-8, with a line end after it.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="toolVersion">The version of HyOps.</param>
    /// <param name="helpBase">The absolute address that docs/diagnostics/HYO1203.md is relative to, with a slash at its end; null where it is not known, as SARIF knows no relative one.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(IReadOnlyCollection<Problem> problems, string toolVersion, Uri? helpBase, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, JsonReport.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            var rules = ProblemCodes.All.Where(code => problems.Any(problem => problem.Code == code.Id)).ToList();
            WriteTool(rules, toolVersion, helpBase, json);
            json.WriteString("columnKind", "utf16CodeUnits");
            WriteResults(problems, rules, json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteTool(List<ProblemCode> rules, string toolVersion, Uri? helpBase, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "HyOps.Build");
        json.WriteString("semanticVersion", toolVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText("shortDescription", rule.Title, json);
            WriteText("fullDescription", rule.Explanation, json);
            WriteText("help", $"{rule.Explanation} See {rule.Page}.", json);
            if (helpBase is not null)
            {
                json.WriteString("helpUri", new Uri(helpBase, rule.Page).AbsoluteUri);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResults(IReadOnlyCollection<Problem> problems, List<ProblemCode> rules, Utf8JsonWriter json)
    {
        var index = rules.Select((rule, i) => (rule.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", problem.Code);
            json.WriteNumber("ruleIndex", index[problem.Code]);
            json.WriteString("level", problem.Severity == Severity.Error ? "error" : "warning");
            WriteText("message", $"{problem.Message.TrimEnd('.')}. {problem.Fix}", json);
            WriteLocation(problem.Location, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLocation(SourceLocation location, Utf8JsonWriter json)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(location.File));
        if (!Path.IsPathRooted(location.File))
        {
            json.WriteString("uriBaseId", Base);
        }

        json.WriteEndObject();
        if (location.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", location.Line);
            json.WriteNumber("startColumn", Math.Max(1, location.Column));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // Each part is encoded by itself: what is left are slashes. A file outside the project gets an absolute address.
    private static string UriOf(string file)
    {
        var encoded = string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
        return Path.IsPathRooted(file) ? $"file://{encoded}" : encoded;
    }

    private static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
