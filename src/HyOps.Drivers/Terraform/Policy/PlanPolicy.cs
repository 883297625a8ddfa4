using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>Judges a saved plan between show and apply: what it destroys, what the environment's rules say, and which secrets it would write down.</summary>
internal static class PlanPolicy
{
    /// <summary>Says all that there is to say about a plan, refusals first.</summary>
    /// <param name="plan">The plan; <see cref="TerraformPlan.Empty"/> where Terraform found nothing to do.</param>
    /// <param name="request">The step.</param>
    public static PlanVerdict Judge(TerraformPlan plan, DriverRequest request) => new()
    {
        Created = plan.Changes.Count(static change => change.Actions is PlanActions.Create),
        Updated = plan.Changes.Count(static change => change.Actions is PlanActions.Update),
        Replaced = plan.Changes.Count(static change => change.Actions is (PlanActions.Create | PlanActions.Delete)),
        Deleted = plan.Changes.Count(static change => change.Actions is PlanActions.Delete),
        Forgotten = plan.Changes.Count(static change => change.Does(PlanActions.Forget)),
        Unknown = plan.Written.Concat(plan.Outputs).Sum(static change => JsonValues.UnknownIn(change.AfterUnknown)),
        Rules = request.Guardrails.Rules.Length,
        Findings =
        [
            .. DestroyGuard.Judge(plan, request).Concat(RuleGuard.Judge(plan, request)).Concat(SecretGuard.Judge(plan, request))
                .Select(finding => Masked(finding, request.Mask))
                .OrderBy(static finding => finding.Decision),
        ],
    };

    // Keys of for_each and of maps are part of addresses, and may hold anything.
    private static PlanFinding Masked(PlanFinding finding, Func<string, string> mask) => finding with
    {
        Address = mask(finding.Address),
        Why = mask(finding.Why),
        Attribute = finding.Attribute is { } attribute ? mask(attribute) : null,
        Option = finding.Option is { } option ? mask(option) : null,
    };
}
