using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Cli.Phases;

/// <summary>A run's summary as JSON.</summary>
internal static class SummaryJson
{
    internal static JsonObject Of(RunSummary summary) => new()
    {
        ["run_id"] = summary.Id.Value,
        ["phase"] = summary.Verb,
        ["action"] = summary.Action ?? "apply",
        ["environment"] = summary.Environment,
        ["exit_code"] = (int)summary.ExitCode,
        ["unchanged"] = summary.Steps.All(step => step.Outcome is StepOutcome.Unchanged),
        ["duration_ms"] = (long)summary.Duration.TotalMilliseconds,
        ["record"] = summary.RecordDirectory,
        ["unsigned"] = summary.SigningFailure,
        ["leaks"] = new JsonArray([.. summary.Leaks.Select(leak => (JsonNode)new JsonObject { ["secret"] = leak.Secret, ["place"] = leak.Place, ["form"] = leak.Form })]),
        ["steps"] = new JsonArray([.. summary.Steps.Select(Of)]),
    };

    private static JsonObject Of(StepResult step) => new()
    {
        ["step"] = step.Step,
        ["module"] = step.Module,
        ["tool"] = step.Tool.Length > 0 ? step.Tool : null,
        ["outcome"] = OutcomeNames.Of(step.Outcome),
        ["summary"] = step.Summary,
        ["failure"] = step.Failure,
        ["duration_ms"] = (long)step.Duration.TotalMilliseconds,
        ["log"] = step.Log,
        ["published"] = new JsonArray([.. step.Published.Select(name => (JsonNode)name)]),
        ["plan"] = step.Plan is { } plan ? JsonSerializer.SerializeToNode(plan, RunRecordJson.Default.RecordedPlan) : null,
        ["withheld"] = new JsonArray([.. step.Withheld.Select(name => (JsonNode)name)]),
    };
}
