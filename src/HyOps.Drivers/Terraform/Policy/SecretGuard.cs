using System.Text.Json;
using System.Text.RegularExpressions;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Modules;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>
/// Refuses a plan that would write a known secret, in any masked form, into the state: as an attribute, in data that was read, in an output
/// (the state holds sensitive ones as well), or in an address. The module's state_secrets allow it by name.
/// </summary>
internal static partial class SecretGuard
{
    /// <summary>What it says of each place that holds a secret; nothing of a destroy, after which the state is empty.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The step: it knows the secrets, and its module what may be in the state.</param>
    public static IEnumerable<PlanFinding> Judge(TerraformPlan plan, DriverRequest request) =>
        from change in request.Action is StepAction.Destroy ? [] : plan.Written.Concat(plan.Outputs)
        from finding in Judge(change, change.After, "a known secret would be written into the state", request)
        select finding;

    /// <summary>What it says of the places that the plan could not tell, once they are in the state. What it said of the plan is there again.</summary>
    /// <param name="plan">The plan that was applied.</param>
    /// <param name="state">The state now.</param>
    /// <param name="request">The step.</param>
    public static IEnumerable<PlanFinding> Judge(TerraformPlan plan, ShownState state, DriverRequest request) =>
        from change in plan.Written.Concat(plan.Outputs)
        where JsonValues.UnknownIn(change.AfterUnknown) > 0 && state.Values.ContainsKey(change.Address)
        from finding in Judge(change, state.Values[change.Address], "a known secret is in the state now, which the plan could not tell", request)
        select finding;

    private static IEnumerable<PlanFinding> Judge(ResourceChange change, JsonElement values, string refusal, DriverRequest request) =>
        from attribute in PlacesOf(change.Address, values, request.HoldsSecret).Distinct(StringComparer.Ordinal)
        select Judge(change, attribute, refusal, request.Module.Contract);

    private static IEnumerable<string> PlacesOf(string address, JsonElement values, Func<string, bool> holdsSecret)
    {
        var own = JsonValues.TextsOf(values).Where(text => holdsSecret(text.Text)).Select(static text => text.Path);
        return holdsSecret(address) ? own.Prepend("") : own;
    }

    private static PlanFinding Judge(ResourceChange change, string attribute, string refusal, ModuleContract contract)
    {
        var place = attribute.Length == 0 ? change.Address : attribute[0] == '[' ? change.Address + attribute : $"{change.Address}.{attribute}";
        var reason = contract.StateSecrets.FirstOrDefault(secret => Covers(secret.Address, place))?.Reason;
        return new PlanFinding(
            reason is null ? PlanDecision.Refused : PlanDecision.Allowed, PlanGuards.Secret, change.Name, change.Action,
            reason is null ? refusal : $"a known secret goes into the state, as the module's state_secrets allow: {reason}")
        {
            Attribute = attribute.Length == 0 ? null : attribute,
        };
    }

    /// <summary>Whether what a contract names covers a place: the place itself, or what is within it. <c>[*]</c> stands for any index or key.</summary>
    internal static bool Covers(string named, string place)
    {
        var pattern = Regex.Escape(named).Replace(@"\[\*]", """\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]""", StringComparison.Ordinal);
        return Regex.IsMatch(place, $@"\A{pattern}(?:\z|[.\[])", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
