using System.Text.Json;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>Asks guardrails.rules of environment.yml. What only the apply makes known is unknown, and not as the rule would have it.</summary>
internal static class RuleGuard
{
    /// <summary>What the rules say of each change.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The step.</param>
    public static IEnumerable<PlanFinding> Judge(TerraformPlan plan, DriverRequest request) =>
        from change in plan.Changes
        where change.IsManaged
        from rule in request.Guardrails.Rules
        where IsAbout(rule, change)
        let finding = Judge(rule, change)
        where finding is not null
        select finding;

    private static bool IsAbout(PlanRule rule, ResourceChange change)
    {
        var actions = rule.Action switch
        {
            RuleAction.Create => change.Does(PlanActions.Create),
            RuleAction.Update => change.Does(PlanActions.Update),
            RuleAction.Delete => change.Does(PlanActions.Delete),
            RuleAction.Forget => change.Does(PlanActions.Forget),
            RuleAction.Replace => change.Does(PlanActions.Create) && change.IsDestructive,
            _ => true,
        };
        return actions && (rule.Resource.Contains('.', StringComparison.Ordinal)
            ? AddressPattern.Matches(rule.Resource, change.Address)
            : AddressPattern.Glob(rule.Resource, change.Type));
    }

    private static PlanFinding? Judge(PlanRule rule, ResourceChange change)
    {
        if (rule is not { Attribute: { } path, Condition: { } condition })
        {
            return Found(rule, change, $"{rule.Reason} (rule {rule.Location})");
        }

        // What a deletion is about is what goes away; everything else is about what will be.
        var takesBefore = rule.Action is RuleAction.Delete or RuleAction.Forget || change.After.ValueKind is not JsonValueKind.Object;
        var whole = takesBefore ? new FoundValue(change.Before, default) : new FoundValue(change.After, change.AfterUnknown);
        if (Misses(rule, path, whole))
        {
            return rule.AllowsUnknown ? null : Found(rule, change, $"unknown: {change.Type} has no attribute {path.Steps[0].Name}, which the rule looks at; {rule.Reason} (rule {rule.Location})");
        }

        var found = JsonValues.At(path, whole.Value, whole.Unknown).SelectMany(one => condition.IsAboutWhole ? [one] : JsonValues.Elements(one).DefaultIfEmpty(FoundValue.Nothing)).ToList();
        return found.Exists(one => Holds(condition, one)) ? Found(rule, change, $"{path} {condition.Words}: {rule.Reason} (rule {rule.Location})")
            : !rule.AllowsUnknown && found.Exists(one => IsOpen(condition, one)) ? Found(rule, change, $"{path} is unknown until the apply: {rule.Reason} (rule {rule.Location})")
            : null;
    }

    private static bool Holds(AttributeCondition condition, FoundValue found) =>
        !found.IsUnknown && (found.IsNothing ? condition.HoldsOfNothing : condition.Holds(found.Value));

    // A list that is known to be there is there, whatever its elements will be; texts and numbers are known or not.
    private static bool IsOpen(AttributeCondition condition, FoundValue found) =>
        found.IsUnknown || (!condition.IsAboutWhole && found.HasUnknown);

    // A type without * has the attribute or nobody meant this rule: a plan lists every attribute, the empty ones too.
    private static bool Misses(PlanRule rule, AttributePath path, FoundValue whole) =>
        !rule.Resource.Contains('*', StringComparison.Ordinal) && !whole.Names().Contains(path.Steps[0].Name, StringComparer.Ordinal);

    private static PlanFinding Found(PlanRule rule, ResourceChange change, string why) =>
        new(rule.Denies ? PlanDecision.Refused : PlanDecision.Warned, PlanGuards.Rule, change.Name, change.Action, why) { Attribute = rule.Attribute?.Text };
}
