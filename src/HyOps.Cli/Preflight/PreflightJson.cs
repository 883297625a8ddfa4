using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Engine.Preflight;
using HyOps.Presentation.Preflight;

namespace HyOps.Cli.Preflight;

/// <summary>A preflight report as JSON.</summary>
internal static class PreflightJson
{
    internal static JsonObject Of(PreflightReport report) => new()
    {
        ["exit_code"] = (int)report.ExitCode,
        ["strict"] = report.Strict,
        ["checks"] = new JsonArray([.. report.Checks.Select(Of)]),
        ["problems"] = ErrorJson.ProblemsOf(report.Problems),
    };

    private static JsonObject Of(PreflightEntry entry) => new()
    {
        ["check"] = entry.Check,
        ["status"] = PreflightView.WordOf(entry.Result.Status),
        ["detail"] = entry.Result.Detail,
        ["fix"] = entry.Result.Fix,
    };
}
