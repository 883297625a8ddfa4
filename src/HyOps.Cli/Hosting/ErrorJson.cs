using System.Text.Json.Nodes;
using HyOps.Contracts.Reports;
using HyOps.Core.Problems;
using HyOps.Presentation.Errors;

namespace HyOps.Cli.Hosting;

/// <summary>An error as a JSON document: <c>{"ok": false, "error": {code, exit_code, message, next_step}}</c>.</summary>
internal static class ErrorJson
{
    internal static JsonObject Of(ErrorReport report, IReadOnlyCollection<Problem> problems)
    {
        var document = new JsonObject
        {
            ["ok"] = false,
            ["error"] = new JsonObject
            {
                ["code"] = report.Label,
                ["exit_code"] = (int)report.ExitCode,
                ["message"] = report.Message,
                ["next_step"] = report.NextStep,
            },
        };
        if (problems.Count > 0)
        {
            document["problems"] = ProblemsOf(problems);
        }

        return document;
    }

    // The same objects as those of 'hyops validate --json'.
    internal static JsonNode? ProblemsOf(IReadOnlyCollection<Problem> problems)
    {
        using var json = new MemoryStream();
        JsonReport.Write(problems, json);
        return JsonNode.Parse(json.ToArray())?["problems"]?.DeepClone();
    }
}
