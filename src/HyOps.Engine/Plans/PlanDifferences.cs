using System.Security.Cryptography;
using System.Text;

namespace HyOps.Engine.Plans;

/// <summary>Says which parts of a plan's bindings are no longer as they were: all of them at once.</summary>
internal static class PlanDifferences
{
    /// <summary>The differences in words; none where everything is the same.</summary>
    /// <param name="then">The bindings of the plan.</param>
    /// <param name="now">The bindings now.</param>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<PlanBinding> then, IReadOnlyCollection<PlanBinding> now)
    {
        var before = then.ToDictionary(KeyOf);
        var after = now.ToDictionary(KeyOf);
        var different = before.Keys.Union(after.Keys).Where(key => !IsSame(before.GetValueOrDefault(key)?.Value, after.GetValueOrDefault(key)?.Value)).ToList();
        return [.. different.GroupBy(key => (key.Part, key.Step)).Select(group => Words(group.Key.Part, group.Key.Step, [.. group.Select(key => key.Name)], before.GetValueOrDefault(group.First())?.Value, after.GetValueOrDefault(group.First())?.Value))];
    }

    private static (string Part, string? Step, string? Name) KeyOf(PlanBinding binding) => (binding.Part, binding.Step, binding.Name);

    // Fingerprints of secrets are among them.
    private static bool IsSame(string? one, string? other) =>
        one is not null && other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Words(string part, string? step, IReadOnlyList<string?> names, string? then, string? now) => part switch
    {
        PlanParts.Environment => $"the environment is {now}, the plan was made for {then}",
        PlanParts.Phase => $"the phase is {now}, the plan was made for {then}",
        PlanParts.Root => $"the runtime root is {now}, the plan was made for {then}",
        PlanParts.HyOps => $"hyops is {now}, the plan was made with {then}",
        PlanParts.Commit => $"the commit is {now}, the plan was made at {then}",
        PlanParts.Worktree => $"files below modules/ or inventories/ that differ from the commit changed ({then} when the plan was made, {now} now)",
        PlanParts.EnvironmentFile => "environment.yml changed",
        PlanParts.Steps => $"the steps are {now}, the plan was made for {then}",
        PlanParts.Tool => $"step {step}: its tool is {now}, the plan was made with {then}",
        PlanParts.Contract => $"the contract (spec.yml) of step {step} changed",
        PlanParts.Stack => $"the files of the stack of step {step} changed",
        PlanParts.Inventory => $"the inventory changed, which step {step} runs on",
        PlanParts.Input => $"the inputs of step {step} changed: {string.Join(", ", names)}",
        _ => $"secrets of step {step} changed: {string.Join(", ", names)}",
    };
}
