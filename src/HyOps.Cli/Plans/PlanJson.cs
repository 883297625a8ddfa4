using System.Text.Json.Nodes;
using HyOps.Core.Guardrails;
using HyOps.Core.Plans;
using HyOps.Engine.Plans;
using HyOps.Presentation.Plans;

namespace HyOps.Cli.Plans;

/// <summary>Plans as JSON.</summary>
internal static class PlanJson
{
    internal static JsonObject Of(PlanReport report) => new()
    {
        ["plan_id"] = report.Id,
        ["phase"] = report.Phase,
        ["environment"] = report.Environment,
        ["requested_by"] = report.RequestedBy,
        ["created"] = report.Created,
        ["expires"] = report.Expires,
        ["steps"] = new JsonArray([.. report.Steps.Select(Of)]),
    };

    internal static JsonObject Of(StoredPlan plan, DateTimeOffset now) => new()
    {
        ["plan_id"] = plan.Id.Value,
        ["status"] = plan.Status(now),
        ["phase"] = plan.Header?.Phase ?? plan.Applied?.Phase,
        ["environment"] = plan.Header?.Environment ?? plan.Applied?.Environment,
        ["requested_by"] = plan.Header?.RequestedBy ?? plan.Applied?.RequestedBy,
        ["created"] = plan.Header?.Created ?? plan.Applied?.Created,
        ["expires"] = plan.Expires,
        ["approved_by"] = plan.Applied?.ApprovedBy,
        ["applied_by_run"] = plan.Applied?.Run,
        ["exit_code"] = plan.Applied?.ExitCode,
        ["error"] = plan.Error,
    };

    private static JsonObject Of(StepReview step) => new()
    {
        ["step"] = step.Step,
        ["module"] = step.Module,
        ["tool"] = step.Tool.Length > 0 ? step.Tool : null,
        ["effect"] = PlanWords.Of(step.Effect),
        ["summary"] = step.Summary,
        ["remark"] = step.Remark,
        ["resources"] = new JsonArray([.. step.Resources.Select(Of)]),
        ["outputs"] = new JsonArray([.. step.Outputs.Select(Of)]),
        ["policy"] = step.Policy is null ? null : new JsonArray([.. step.Policy.Findings.Select(Of)]),
    };

    private static JsonObject Of(PlannedResource resource) => new()
    {
        ["address"] = resource.Address,
        ["action"] = PlanWords.Of(resource.Action),
        ["reason"] = resource.Reason,
        ["attributes"] = new JsonArray([.. resource.Attributes.Select(attribute => new JsonObject { ["path"] = attribute.Path, ["before"] = attribute.Before, ["after"] = attribute.After })]),
    };

    private static JsonObject Of(PlannedOutput output) =>
        new() { ["name"] = output.Name, ["action"] = PlanWords.Of(output.Action), ["before"] = output.Before, ["after"] = output.After };

    private static JsonObject Of(PlanFinding finding) => new()
    {
        ["decision"] = finding.Decision.ToString().ToLowerInvariant(),
        ["guard"] = finding.Guard,
        ["address"] = finding.Address,
        ["attribute"] = finding.Attribute,
        ["action"] = finding.Action,
        ["why"] = finding.Why,
    };
}
