using System.Collections.Immutable;
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
        Findings = Sorted(DestroyGuard.Judge(plan, request).Concat(RuleGuard.Judge(plan, request)).Concat(SecretGuard.Judge(plan, request)).Select(finding => Masked(finding, request.Mask))),
    };

    /// <summary>Adds what the apply made known: the secrets that came into the state where the plan could not tell.</summary>
    /// <param name="verdict">What was said of the plan, which let it pass.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="state">The state after the apply.</param>
    /// <param name="request">The step.</param>
    public static PlanVerdict JudgeApplied(PlanVerdict verdict, TerraformPlan plan, ShownState state, DriverRequest request)
    {
        var said = verdict.Findings.Where(static finding => finding.Guard == PlanGuards.Secret).Select(static finding => finding.Place).ToHashSet(StringComparer.Ordinal);
        var news = SecretGuard.Judge(plan, state, request).Select(finding => Masked(finding, request.Mask)).Where(finding => !said.Contains(finding.Place));
        return verdict with { Findings = Sorted(verdict.Findings.Concat(news)) };
    }

    private static ImmutableArray<PlanFinding> Sorted(IEnumerable<PlanFinding> findings) => [.. findings.OrderBy(static finding => finding.Decision)];

    // Keys of for_each and of maps are part of addresses, and may hold anything.
    private static PlanFinding Masked(PlanFinding finding, Func<string, string> mask) => finding with
    {
        Address = mask(finding.Address),
        Why = mask(finding.Why),
        Attribute = finding.Attribute is { } attribute ? mask(attribute) : null,
        Option = finding.Option is { } option ? mask(option) : null,
    };
}
