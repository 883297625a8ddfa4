using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Cli.Plans;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Recovery;

namespace HyOps.Cli.Phases;

/// <summary>A run's summary as JSON.</summary>
internal static class SummaryJson
{
    internal static JsonObject Of(RunSummary summary) => new()
    {
        ["run_id"] = summary.Id.Value,
        ["phase"] = summary.Plan?.Phase ?? summary.Verb,
        ["action"] = summary.Action ?? "apply",
        ["environment"] = summary.Environment,
        ["exit_code"] = (int)summary.ExitCode,
        ["unchanged"] = summary.Steps.All(step => step.Outcome is StepOutcome.Unchanged),
        ["duration_ms"] = (long)summary.Duration.TotalMilliseconds,
        ["record"] = summary.RecordDirectory,
        ["unsigned"] = summary.SigningFailure,
        ["leaks"] = LeaksJson.Of(summary.Leaks),
        ["recovery"] = RecoveryAdvice.After(summary) is { } advice ? Of(advice) : null,
        ["measured"] = summary.Recovery is { } measured ? JsonSerializer.SerializeToNode(measured, RunRecordJson.Default.RecordedRecovery) : null,
        ["resume"] = summary.Resume,
        ["journal_copy"] = summary.JournalCopy is { } copy ? JsonSerializer.SerializeToNode(copy, RunRecordJson.Default.RecordedJournalCopy) : null,
        ["plan"] = summary.Plan is { } plan ? PlanJson.Of(plan) : null,
        ["steps"] = new JsonArray([.. summary.Steps.Select(Of)]),
    };

    private static JsonObject Of(RecoveryAdvice advice) => new()
    {
        ["classification"] = JsonSerializer.SerializeToNode(advice.Classification, RunRecordJson.Default.StepEnd),
        ["title"] = advice.Title,
        ["steps"] = new JsonArray([.. advice.Steps.Select(step => new JsonObject { ["step"] = step.Step, ["seen"] = step.Words })]),
        ["safe_now"] = advice.SafeNow,
        ["next"] = advice.Next,
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
        ["forensics"] = step.Forensics is null ? null : JsonSerializer.SerializeToNode(step.Forensics, RunRecordJson.Default.StepForensics),
        ["log"] = step.Log,
        ["published"] = new JsonArray([.. step.Published.Select(name => (JsonNode)name)]),
        ["plan"] = step.Plan is { } plan ? JsonSerializer.SerializeToNode(plan, RunRecordJson.Default.RecordedPlan) : null,
        ["withheld"] = new JsonArray([.. step.Withheld.Select(name => (JsonNode)name)]),
    };
}
