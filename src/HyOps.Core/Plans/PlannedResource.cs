using System.Collections.Immutable;

namespace HyOps.Core.Plans;

/// <summary>A resource that would change, as people may read it.</summary>
/// <param name="Address">Its address, masked.</param>
/// <param name="Action">What would happen.</param>
/// <param name="Reason">Why, in Terraform's word: <c>replace_because_tainted</c>; null where it says none.</param>
/// <param name="Attributes">The attributes that change; none where the whole resource goes away.</param>
public sealed record PlannedResource(string Address, PlannedAction Action, string? Reason, ImmutableArray<PlannedAttribute> Attributes);

/// <summary>An attribute that would change. Its texts are fit to be read: what is sensitive, or holds a secret, says so in place of its value.</summary>
/// <param name="Path">Its path: <c>tags.owner</c>, <c>rule[0].port</c>.</param>
/// <param name="Before">The value now, as JSON; null where there is none.</param>
/// <param name="After">The value afterwards, as JSON; null where there will be none.</param>
public sealed record PlannedAttribute(string Path, string? Before, string? After);
