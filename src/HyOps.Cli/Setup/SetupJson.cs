using System.Text.Json.Nodes;
using HyOps.Engine.Setup;
using HyOps.Presentation.Setup;

namespace HyOps.Cli.Setup;

/// <summary>A setup report as JSON.</summary>
internal static class SetupJson
{
    internal static JsonObject Of(SetupReport report) => new()
    {
        ["system"] = report.System,
        ["tools"] = new JsonArray([.. report.Tools.Select(Of)]),
        ["packages"] = new JsonArray([.. report.Packages.Select(Of)]),
        ["troubles"] = new JsonArray([.. report.Troubles.Select(trouble => new JsonObject { ["message"] = trouble.Message, ["fix"] = trouble.Fix })]),
    };

    private static JsonObject Of(PackageResult package) => new()
    {
        ["package"] = package.Package,
        ["status"] = SetupWords.LabelOf(package.Status),
        ["version"] = package.Version,
        ["used_for"] = package.UsedFor,
        ["problem"] = package.Problem,
        ["fix"] = package.Fix,
    };

    private static JsonObject Of(SetupResult tool) => new()
    {
        ["tool"] = tool.Tool,
        ["status"] = SetupWords.LabelOf(tool.Status),
        ["required"] = tool.Required,
        ["version"] = tool.Version,
        ["constraint"] = tool.Constraint,
        ["path"] = tool.Path,
        ["used_for"] = tool.UsedFor,
        ["problem"] = tool.Problem,
        ["fix"] = tool.Fix,
    };
}
