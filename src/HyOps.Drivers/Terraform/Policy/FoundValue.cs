using System.Text.Json;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>A value of a plan together with what is unknown of it.</summary>
/// <param name="Value">The known part; undefined where nothing is there, and where all of it is unknown.</param>
/// <param name="Unknown">True, or a tree with true in the unknown places.</param>
internal readonly record struct FoundValue(JsonElement Value, JsonElement Unknown)
{
    /// <summary>Nothing, and known to be so.</summary>
    public static FoundValue Nothing => default;

    /// <summary>Whether the whole of it is known only after the apply.</summary>
    public bool IsUnknown => Unknown.ValueKind is JsonValueKind.True;

    /// <summary>Whether anything within it is.</summary>
    public bool HasUnknown => JsonValues.UnknownIn(Unknown) > 0;

    /// <summary>Whether it is null, or not there.</summary>
    public bool IsNothing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null && !HasUnknown;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => Length > 0 || Value.ValueKind is JsonValueKind.Array;

    /// <summary>How many elements it has, those that are unknown among them; 0 where it is no list.</summary>
    public int Length => Math.Max(LengthOf(Value), LengthOf(Unknown));

    /// <summary>An attribute of it, or the value of a map's key.</summary>
    /// <param name="name">The name.</param>
    public FoundValue Member(string name) => new(MemberOf(Value, name), MemberOf(Unknown, name));

    /// <summary>An element of it.</summary>
    /// <param name="index">Which, from 0.</param>
    public FoundValue Element(int index) => new(ElementOf(Value, index), ElementOf(Unknown, index));

    /// <summary>The names in a map: those whose values are unknown, too.</summary>
    public IEnumerable<string> Names() => NamesOf(Value).Union(NamesOf(Unknown), StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(JsonElement map) =>
        map.ValueKind is JsonValueKind.Object ? map.EnumerateObject().Select(static member => member.Name) : [];

    private static int LengthOf(JsonElement list) => list.ValueKind is JsonValueKind.Array ? list.GetArrayLength() : 0;

    private static JsonElement MemberOf(JsonElement map, string name) =>
        map.ValueKind is JsonValueKind.Object && map.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement ElementOf(JsonElement list, int index) =>
        list.ValueKind is JsonValueKind.Array && index < list.GetArrayLength() ? list[index] : default;
}
