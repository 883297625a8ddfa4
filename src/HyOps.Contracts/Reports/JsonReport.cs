using System.Text.Encodings.Web;
using System.Text.Json;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Reports;

/// <summary>
/// Problems as one JSON document:
/// <c>{"ok": false, "problems": [{"code","severity","file","line","column","module_ref","field","key","message","fix"}]}</c>.
/// Every key is always there; line and column are 0 where the whole file is meant, the rest null where it does not apply.
/// </summary>
public static class JsonReport
{
    /// <summary>How our JSON documents for people and programs look.</summary>
    internal static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the document, UTF-8, with a line end after it.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(IReadOnlyCollection<Problem> problems, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", problems.All(problem => problem.Severity != Severity.Error));
            json.WriteStartArray("problems");
            foreach (var problem in problems)
            {
                WriteProblem(problem, json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteProblem(Problem problem, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
        json.WriteString("file", problem.Location.File);
        json.WriteNumber("line", problem.Location.Line);
        json.WriteNumber("column", problem.Location.Column);
        json.WriteString("module_ref", problem.ModuleRef);
        json.WriteString("field", problem.Field);
        json.WriteString("key", problem.Key);
        json.WriteString("message", problem.Message);
        json.WriteString("fix", problem.Fix);
        json.WriteEndObject();
    }
}
