using HyOps.Core.Guardrails;
using HyOps.Core.Plans;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Plans;

/// <summary>A plan for the person who approves it: what each step would do, object by object, and what the policy says.</summary>
public static class PlanView
{
    private const int WidestPath = 32;

    /// <summary>Writes the plan.</summary>
    /// <param name="screen">Where to: standard output, as it is what was asked for.</param>
    /// <param name="report">The plan.</param>
    public static void Write(Screen screen, PlanReport report)
    {
        foreach (var step in report.Steps)
        {
            WriteStep(screen, step);
        }
    }

    /// <summary>Writes what can be done with the plan.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="report">The plan.</param>
    public static void WriteNext(Screen screen, PlanReport report)
    {
        if (report is { Id: { } id, Expires: { } expires })
        {
            screen.WriteLine($"plan    {id}, good once and until {PlanWords.Of(expires)}");
            screen.WriteLine($"apply   hyops run {report.Phase} --env {report.Environment} --apply-plan {id} --approve \"NAME\"");
        }
        else
        {
            screen.WriteLine(report.Steps.Any(step => step.Effect is PlannedEffect.Stopped)
                ? "plan    none was sealed: what is said above comes first"
                : "plan    none was sealed: there is nothing to apply");
        }
    }

    private static void WriteStep(Screen screen, StepReview step)
    {
        var tool = step.Tool.Length == 0 ? "" : $", {step.Tool}";
        screen.WriteLine(screen.Paint(Foreign.Line(step.Step), TextStyle.Strong) + Foreign.Line($"  {step.Module}{tool}: ") + screen.Paint(Foreign.Line(step.Summary), PlanWords.StyleOf(step.Effect)));
        foreach (var line in step.Remark is null ? [] : Foreign.Lines(step.Remark))
        {
            screen.WriteLine("  " + line, PlanWords.StyleOf(step.Effect));
        }

        foreach (var resource in step.Resources)
        {
            WriteResource(screen, resource);
        }

        foreach (var output in step.Outputs)
        {
            screen.WriteLine(Foreign.Line($"  {PlanWords.SignOf(output.Action)} output {output.Name}  {Change(output.Before, output.After)}"), PlanWords.StyleOf(output.Action));
        }

        WritePolicy(screen, step.Policy);
        screen.WriteLine();
    }

    private static void WriteResource(Screen screen, PlannedResource resource)
    {
        var reason = resource.Reason is null ? "" : $", {resource.Reason.Replace('_', ' ')}";
        screen.WriteLine(Foreign.Line($"  {PlanWords.SignOf(resource.Action)} {resource.Address}  ({PlanWords.Of(resource.Action)}{reason})"), PlanWords.StyleOf(resource.Action));
        var width = Math.Min(WidestPath, resource.Attributes.Select(attribute => attribute.Path.Length).DefaultIfEmpty().Max());
        foreach (var attribute in resource.Attributes)
        {
            screen.WriteLine(Foreign.Line($"      {attribute.Path.PadRight(width)}  {Change(attribute.Before, attribute.After)}"));
        }
    }

    private static string Change(string? before, string? after) => (before, after) switch
    {
        (null, null) => "(nothing)",
        (null, _) => after,
        (_, null) => $"{before} -> (nothing)",
        _ => $"{before} -> {after}",
    };

    // What is refused is the step's remark already.
    private static void WritePolicy(Screen screen, PlanVerdict? policy)
    {
        foreach (var finding in policy?.Findings.Where(finding => finding.Decision is not PlanDecision.Refused) ?? [])
        {
            var word = finding.Decision is PlanDecision.Warned ? "warning" : "allowed";
            screen.WriteLine(Foreign.Line($"  policy, {word}: {finding.Place} ({finding.Action}): {finding.Why}"), TextStyle.Warning);
        }

        if (policy is { Unknown: > 0 })
        {
            screen.WriteLine($"  policy: {policy.Unknown} {(policy.Unknown == 1 ? "value is" : "values are")} known after the apply alone, so nobody can say what will be in {(policy.Unknown == 1 ? "it" : "them")}", TextStyle.Quiet);
        }
    }
}
