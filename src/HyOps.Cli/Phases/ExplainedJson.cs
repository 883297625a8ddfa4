using System.Text.Json.Nodes;
using HyOps.Engine.Explaining;

namespace HyOps.Cli.Phases;

/// <summary>What a step's tool will see, as JSON.</summary>
internal static class ExplainedJson
{
    internal static JsonObject Of(ExplainedStep step) => new()
    {
        ["step"] = step.Step,
        ["module"] = step.Module,
        ["tool"] = step.Tool,
        ["variables"] = new JsonArray([.. step.Variables.Select(Of)]),
    };

    private static JsonObject Of(ExplainedVariable variable) => new()
    {
        ["name"] = variable.Name,
        ["from"] = variable.Source,
        ["because"] = variable.Reason,
        ["secret"] = variable.IsSecret,
    };
}
