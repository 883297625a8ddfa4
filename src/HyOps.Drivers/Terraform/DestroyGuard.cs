using System.Collections.Immutable;
using HyOps.Core.Environments;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Refuses plans that destroy, replace or forget more than the environment allows, or anything that it protects. It lives outside of the
/// Terraform code: <c>prevent_destroy</c> vanishes with the block that holds it.
/// </summary>
internal static class DestroyGuard
{
    /// <summary>Why the plan is refused, with the next step; null where it may be applied.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="settings">The environment's guardrails.</param>
    public static string? Refusal(TerraformPlan plan, GuardrailSettings settings)
    {
        var destructive = plan.Changes.Where(static change => change.IsDestructive).ToImmutableArray();
        var guarded = destructive.Where(change => settings.Protect.Any(pattern => AddressPattern.Matches(pattern, change.Address))).ToList();
        if (guarded.Count > 0)
        {
            return $"the plan destroys what guardrails.protect names: {List(guarded)}. Nothing was changed. "
                + "Keep them in the module, or take the pattern out of environment.yml after a review";
        }

        return destructive.Length > settings.MaxDestroy
            ? $"the plan destroys {destructive.Length}, and guardrails.max_destroy is {settings.MaxDestroy}: {List(destructive)}. Nothing was changed. "
                + "Change the module so that it keeps them, or raise guardrails.max_destroy in environment.yml for this run"
            : null;
    }

    private static string List(IReadOnlyCollection<ResourceChange> changes)
    {
        const int Shown = 10;
        var names = string.Join(", ", changes.Take(Shown));
        return changes.Count > Shown ? $"{names} and {changes.Count - Shown} more" : names;
    }
}
