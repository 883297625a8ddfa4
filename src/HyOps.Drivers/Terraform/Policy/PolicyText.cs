using HyOps.Core.Files;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>A verdict in words.</summary>
internal static class PolicyText
{
    /// <summary>Why the plan is refused: every object with its reason, then what to do, with the options to copy. Lines.</summary>
    /// <param name="verdict">A verdict that refuses.</param>
    public static string Refusal(PlanVerdict verdict)
    {
        var refused = verdict.Of(PlanDecision.Refused).ToList();
        return string.Join('\n', [
            $"the plan is refused: {Counted(refused.Count, "finding")}. Nothing was changed",
            .. refused.Select(static finding => $"  {Line(finding)}"),
            .. NextSteps(refused),
        ]);
    }

    /// <summary>Which secrets an apply brought into the state, and what to do. Lines.</summary>
    /// <param name="verdict">A verdict on what was applied that refuses.</param>
    public static string Entered(PlanVerdict verdict)
    {
        var refused = verdict.Of(PlanDecision.Refused).ToList();
        return string.Join('\n', [
            $"the apply is done, and brought {Counted(refused.Count, "known secret")} into the state, where the plan could not foresee it:",
            .. refused.Select(static finding => $"  {Line(finding)}"),
            .. NextSteps(refused),
            "Whoever can read the state can read it now: after that change, run again, and rotate the secret.",
        ]);
    }

    /// <summary>What a plan that is applied was warned of, a line each.</summary>
    /// <param name="verdict">The verdict.</param>
    public static List<string> Asides(PlanVerdict verdict) => [.. verdict.Of(PlanDecision.Warned).Select(static finding => $"warned: {Line(finding)}")];

    /// <summary>One finding in a line: <c>terraform_data.a (delete): nobody named it</c>.</summary>
    /// <param name="finding">The finding.</param>
    public static string Line(PlanFinding finding) => $"{finding.Place} ({finding.Action}): {finding.Why}";

    private static IEnumerable<string> NextSteps(List<PlanFinding> refused)
    {
        var options = refused.Select(static finding => finding.Option).OfType<string>().ToList();
        if (options.Count > 0)
        {
            yield return "To keep them, change the module. To lose exactly these, run again with:";
            yield return $"  {string.Join(' ', options.Select(static option => $"--allow-destroy {FileModes.ShellQuoted(option)}"))} --reason TEXT";
        }

        if (refused.Exists(static finding => finding.Guard == PlanGuards.Rule))
        {
            yield return "What a rule refuses is changed in the module or its inputs, or the rule in environment.yml after a review.";
        }

        if (refused.Exists(static finding => finding.Guard == PlanGuards.Secret))
        {
            yield return "Keep secrets out of the state: pass the key's name and read the value where it is used, or use a write-only or ephemeral argument. "
                + "Where the state must hold it, name ADDRESS.ATTRIBUTE under inputs.state_secrets of spec.yml, with the reason.";
        }
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
