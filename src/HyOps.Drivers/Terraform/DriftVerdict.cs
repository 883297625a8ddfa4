using System.Collections.Immutable;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform.Policy;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Judges what changed outside of Terraform since a plan was made. What the plan already knew of, and is still the same, is no news. News about
/// what the plan touches, or what the environment protects, forbids to apply it.
/// </summary>
/// <param name="planned">The plan.</param>
/// <param name="protect">guardrails.protect.</param>
internal sealed class DriftVerdict(DriverPlan planned, ImmutableArray<string> protect)
{
    /// <summary>The verdict.</summary>
    /// <param name="now">What differs now from the state, by address: a digest of what was found.</param>
    public DriverLook Of(IReadOnlyDictionary<string, string> now)
    {
        var news = now.Where(one => planned.Drift.GetValueOrDefault(one.Key) != one.Value).Select(static one => one.Key)
            .Concat(planned.Drift.Keys.Where(address => !now.ContainsKey(address)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToLookup(Weighs);
        return new DriverLook
        {
            Refusals = [.. news[true].Select(address => $"{address} was changed outside of Terraform since the plan was made{Why(address)}")],
            Warnings = [.. news[false].Select(static address => $"{address} was changed outside of Terraform since the plan was made; the plan does not touch it")],
        };
    }

    private bool Weighs(string address) => IsTouched(address) || IsProtected(address);

    private bool IsTouched(string address) => planned.Resources.Any(resource => resource.Address == address);

    private bool IsProtected(string address) => protect.Any(pattern => AddressPattern.Matches(pattern, address));

    private string Why(string address) => IsProtected(address) ? ", and guardrails.protect names it" : "";
}
