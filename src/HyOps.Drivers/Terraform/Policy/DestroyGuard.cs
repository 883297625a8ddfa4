using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>
/// Refuses what a plan deletes, replaces or forgets, unless it is named, or within what the environment tolerates. It lives outside of the
/// Terraform code: <c>prevent_destroy</c> vanishes with the block that holds it.
/// </summary>
internal static class DestroyGuard
{
    /// <summary>What it says of every object that would be lost, of names that nothing answers to, and of moves out of protection.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The step: the environment's guardrails, and the objects that the operator named.</param>
    public static IEnumerable<PlanFinding> Judge(TerraformPlan plan, DriverRequest request)
    {
        var destructive = plan.Changes.Where(static change => change.IsDestructive).ToList();
        var named = request.AllowedDestroys.ToHashSet(StringComparer.Ordinal);
        var spared = destructive.Count(change => !named.Contains(change.Name) && PatternOver(change, request) is null);
        return destructive.Select(change => Judge(change, request, named.Contains(change.Name), spared))
            .Concat(Unmet(destructive, named))
            .Concat(plan.Moves.Where(static move => !move.IsDestructive).Select(move => Moved(move, request)).OfType<PlanFinding>());
    }

    private static PlanFinding Judge(ResourceChange change, DriverRequest request, bool isNamed, int spared)
    {
        var most = request.Guardrails.MaxDestroy;
        var pattern = PatternOver(change, request);
        var (decision, guard, why) = (isNamed, pattern) switch
        {
            (true, null) => (PlanDecision.Allowed, PlanGuards.AllowDestroy, "named with --allow-destroy"),
            (true, _) => (PlanDecision.Allowed, PlanGuards.AllowDestroy, $"named with --allow-destroy, although guardrails.protect '{pattern}' covers it"),
            (false, not null) => (PlanDecision.Refused, PlanGuards.Protect, $"guardrails.protect '{pattern}' covers it"),
            _ when spared <= most => (PlanDecision.Allowed, PlanGuards.MaxDestroy, $"one of {spared}, and guardrails.max_destroy is {most}"),
            _ => (PlanDecision.Refused, PlanGuards.MaxDestroy, most == 0 ? "nobody named it" : $"one of {spared} that nobody named, and guardrails.max_destroy is {most}"),
        };
        return new PlanFinding(decision, guard, change.Name, change.Action, change.Doing == change.Action ? why : $"{change.Doing[(change.Action.Length + 2)..]}; {why}")
        {
            Option = decision is PlanDecision.Refused ? $"{request.StepId}:{change.Name}" : null,
        };
    }

    // What is protected stays so under the address that it is moved to in the same plan.
    private static string? PatternOver(ResourceChange change, DriverRequest request) =>
        PatternOver(change.Address, request) ?? (change.PreviousAddress is { } previous ? PatternOver(previous, request) : null);

    private static string? PatternOver(string address, DriverRequest request) =>
        request.Guardrails.Protect.FirstOrDefault(pattern => AddressPattern.Matches(pattern, address));

    private static IEnumerable<PlanFinding> Unmet(List<ResourceChange> destructive, IEnumerable<string> named) =>
        named.Except(destructive.Select(static change => change.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static name =>
            new PlanFinding(PlanDecision.Warned, PlanGuards.AllowDestroy, name, "none", "named with --allow-destroy, and the plan does not destroy it"));

    private static PlanFinding? Moved(ResourceChange move, DriverRequest request) =>
        PatternOver(move.Address, request) is null && PatternOver(move.PreviousAddress!, request) is { } pattern
            ? new PlanFinding(
                PlanDecision.Warned, PlanGuards.Moved, move.Address, "move",
                $"was {move.PreviousAddress}, which guardrails.protect '{pattern}' covers; nothing covers it from now on")
            : null;
}
