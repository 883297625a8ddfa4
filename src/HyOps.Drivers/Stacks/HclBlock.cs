using System.Collections.Immutable;

namespace HyOps.Drivers.Stacks;

/// <summary>The header of a block: <c>variable "region" {</c> at the top, or <c>backend "azurerm" {</c> in its <c>terraform</c>.</summary>
/// <param name="Type">The block's type.</param>
/// <param name="Labels">Its labels, unquoted.</param>
/// <param name="Parent">The type of the block around it; null at the top.</param>
internal sealed record HclBlock(string Type, ImmutableArray<string> Labels, string? Parent)
{
    /// <summary>The attributes that stand in the block itself: literal texts, numbers and booleans as text; null for any other expression.</summary>
    public Dictionary<string, string?> Attributes { get; } = new(StringComparer.Ordinal);
}
