using System.Text.Json.Nodes;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>Run events as the JSON objects of <c>events.jsonl</c>; what is for the live view only has none.</summary>
internal static class EventJson
{
    public static JsonObject? Of(RunEvent runEvent) => runEvent switch
    {
        RunStarted started => new JsonObject { ["event"] = "run-started", ["run_id"] = started.Id.Value, ["verb"] = started.Verb, ["environment"] = started.Environment },
        StageDone stage => new JsonObject { ["event"] = "stage-done", ["stage"] = stage.Stage, ["detail"] = stage.Detail },
        StepsPlanned planned => new JsonObject { ["event"] = "steps-planned", ["steps"] = new JsonArray([.. planned.Steps.Select(Of)]) },
        StepStarted started => new JsonObject { ["event"] = "step-started", ["step"] = started.Step, ["tool"] = started.Tool },
        StepProgress progress => new JsonObject { ["event"] = "step-progress", ["step"] = progress.Step, ["text"] = progress.Text },
        StepFinished finished => Of(finished.Result),
        InterruptReceived interrupt => new JsonObject { ["event"] = "interrupt-received", ["waiting"] = Names(interrupt.Waiting) },
        RunFinished finished => new JsonObject { ["event"] = "run-finished", ["exit_code"] = (int)finished.Summary.ExitCode },
        _ => null,
    };

    private static JsonNode Of(PlannedStep step) =>
        new JsonObject { ["step"] = step.Id, ["module"] = step.Module, ["needs"] = Names(step.Needs) };

    private static JsonObject Of(StepResult result) => new()
    {
        ["event"] = "step-finished",
        ["step"] = result.Step,
        ["outcome"] = OutcomeNames.Of(result.Outcome),
        ["summary"] = result.Summary,
        ["failure"] = result.Failure,
        ["duration_ms"] = (long)result.Duration.TotalMilliseconds,
        ["files"] = new JsonArray([.. result.Files.Select(file => (JsonNode)new JsonObject { ["path"] = file.Path, ["bytes"] = file.Bytes, ["sha256"] = file.Sha256 })]),
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
