using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.BreakGlass;
using HyOps.Presentation.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary>Answers about the break-glass file: names, never values.</summary>
internal static class BreakGlassAnswer
{
    internal static ExitCode Give(Invocation invocation, OpenedBreakGlass opened, BreakGlassChange change) => invocation.Answer(
        ExitCode.Ok,
        () => new()
        {
            ["environment"] = opened.Chosen.Chosen.Name.Value,
            ["file"] = change.File,
            ["keys"] = new JsonArray([.. change.Keys.Select(key => new JsonObject { ["key"] = key.Key, ["outcome"] = key.Value })]),
            ["recipients"] = Texts(change.Recipients),
            ["missing"] = Texts(change.Missing.Select(key => key.Value)),
        },
        screen => BreakGlassView.Write(screen, change));

    internal static ExitCode Give(Invocation invocation, OpenedBreakGlass opened, BreakGlassReport report) => invocation.Answer(
        report.ExitCode,
        () => new()
        {
            ["environment"] = opened.Chosen.Chosen.Name.Value,
            ["file"] = report.File,
            ["keys"] = Texts(report.Keys),
            ["recipients"] = Texts(report.Recipients),
            ["opened_by"] = report.OpenedBy,
            ["problems"] = new JsonArray([.. report.Problems.Select(problem => new JsonObject { ["kind"] = BreakGlassView.WordOf(problem.Kind), ["message"] = problem.Message, ["fix"] = problem.Fix })]),
        },
        screen => BreakGlassView.Write(screen, report));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
