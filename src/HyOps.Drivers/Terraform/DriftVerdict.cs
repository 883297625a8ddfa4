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
    /// <param name="now">What differs now from the state, by address.</param>
    public DriverLook Of(IReadOnlyDictionary<string, DriftedObject> now)
    {
        var news = now.Keys.Union(planned.Drift.Keys, StringComparer.Ordinal)
            .Where(address => planned.Drift.GetValueOrDefault(address)?.Digest != now.GetValueOrDefault(address)?.Digest)
            .Order(StringComparer.Ordinal)
            .ToLookup(Weighs, address => (Address: address, What: What(address, now.GetValueOrDefault(address))));
        return new DriverLook
        {
            Refusals = [.. news[true].Select(one => one.What + Why(one.Address))],
            Warnings = [.. news[false].Select(static one => $"{one.What}; the plan does not touch it")],
        };
    }

    private static string What(string address, DriftedObject? found) => found switch
    {
        null => $"{address} was changed back outside of Terraform since the plan was made",
        { Attributes: [] } => $"{address} was removed outside of Terraform since the plan was made",
        _ => $"{address} was changed outside of Terraform since the plan was made ({string.Join(", ", found.Attributes)})",
    };

    private bool Weighs(string address) => IsTouched(address) || IsProtected(address);

    private bool IsTouched(string address) => planned.Resources.Any(resource => resource.Address == address);

    private bool IsProtected(string address) => protect.Any(pattern => AddressPattern.Matches(pattern, address));

    private string Why(string address) => IsProtected(address) ? ", and guardrails.protect names it" : "";
}
