using System.Text.Json.Nodes;
using HyOps.Presentation.Errors;

namespace HyOps.Cli.Hosting;

/// <summary>An error as a JSON document: <c>{"ok": false, "error": {code, exit_code, message, next_step}}</c>.</summary>
internal static class ErrorJson
{
    internal static JsonObject Of(ErrorReport report)
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
        return document;
    }
}
