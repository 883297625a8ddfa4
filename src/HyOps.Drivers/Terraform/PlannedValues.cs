using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Plans;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Compares the two sides of a change in a plan's JSON, attribute by attribute. <c>after_unknown</c>, <c>before_sensitive</c> and
/// <c>after_sensitive</c> have the shape of the values, with <c>true</c> where a whole part is meant.
/// </summary>
/// <param name="holdsSecret">Knows the secrets of the run.</param>
/// <param name="mask">Masks them.</param>
internal sealed class PlannedValues(Func<string, bool> holdsSecret, Func<string, string> mask)
{
    /// <summary>What stands in place of a value that is known after the apply.</summary>
    public const string Unknown = "(known after apply)";

    /// <summary>What stands in place of a value that Terraform marks sensitive.</summary>
    public const string Sensitive = "(sensitive)";

    /// <summary>What stands in place of a value that holds a secret which nobody marked.</summary>
    public const string HoldsSecret = "(holds a secret)";

    private const int LongestValue = 200;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The attributes that differ.</summary>
    /// <param name="change">The <c>change</c> of a resource.</param>
    public ImmutableArray<PlannedAttribute> Differences(JsonElement change)
    {
        var differences = ImmutableArray.CreateBuilder<PlannedAttribute>();
        Compare("", Sides.Of(change), differences);
        return differences.ToImmutable();
    }

    /// <summary>The two sides of an output's change; what is the same on both is there as well.</summary>
    /// <param name="change">The change of an output.</param>
    public (string? Before, string? After) Texts(JsonElement change)
    {
        var sides = Sides.Of(change);
        return (Shown(sides.Before, sides.BeforeSensitive, null), Shown(sides.After, sides.AfterSensitive, sides.Unknown));
    }

    /// <summary>Whether a marker, or any part of it, is <c>true</c>.</summary>
    /// <param name="marker">A marker of the shape of a value.</param>
    public static bool Any(JsonNode? marker) => marker switch
    {
        JsonObject parts => parts.Any(static part => Any(part.Value)),
        JsonArray parts => parts.Any(Any),
        JsonValue value => value.GetValueKind() is JsonValueKind.True,
        _ => false,
    };

    private void Compare(string path, Sides sides, ImmutableArray<PlannedAttribute>.Builder differences)
    {
        if (sides.IsSame)
        {
            return;
        }

        if (path.Length > 0 && !sides.HasParts)
        {
            differences.Add(new PlannedAttribute(mask(path), Shown(sides.Before, sides.BeforeSensitive, null), Shown(sides.After, sides.AfterSensitive, sides.Unknown)));
            return;
        }

        foreach (var part in sides.Parts)
        {
            Compare(path.Length == 0 ? part : $"{path}.{part}", sides.Part(part), differences);
        }
    }

    private string? Shown(JsonNode? value, JsonNode? sensitive, JsonNode? unknown)
    {
        if (Any(sensitive))
        {
            return Sensitive;
        }

        if (value is null || (unknown is JsonValue && Any(unknown)))
        {
            return Any(unknown) ? Unknown : null;
        }

        if (JsonTexts.HoldSecret(value, holdsSecret) || holdsSecret(value.ToJsonString(Readable)))
        {
            return HoldsSecret;
        }

        var text = mask(value.ToJsonString(Readable));
        return (text.Length <= LongestValue ? text : text[..LongestValue] + "…") + (Any(unknown) ? $" and {Unknown}" : "");
    }

    /// <summary>A value before and after, with what is said of it.</summary>
    private sealed record Sides(JsonNode? Before, JsonNode? After, JsonNode? Unknown, JsonNode? BeforeSensitive, JsonNode? AfterSensitive)
    {
        public static Sides Of(JsonElement change) => new(
            Node(change, "before"), Node(change, "after"), Node(change, "after_unknown"), Node(change, "before_sensitive"), Node(change, "after_sensitive"));

        public bool IsSame => !Any(Unknown) && JsonNode.DeepEquals(Before, After);

        // A whole that is sensitive or unknown, or a leaf, is one difference; a map is as many as it has that differ.
        public bool HasParts =>
            !IsWhole(Unknown) && !IsWhole(BeforeSensitive) && !IsWhole(AfterSensitive)
            && Before is JsonObject or null && After is JsonObject or null && !(Before is null && After is null && Unknown is not JsonObject);

        public IEnumerable<string> Parts =>
            new[] { Before, After, Unknown }.OfType<JsonObject>().SelectMany(static map => map.Select(static member => member.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        public Sides Part(string name) => new(Member(Before, name), Member(After, name), Marker(Unknown, name), Marker(BeforeSensitive, name), Marker(AfterSensitive, name));

        private static JsonNode? Node(JsonElement change, string name) =>
            change.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? JsonNode.Parse(value.GetRawText()) : null;

        private static bool IsWhole(JsonNode? marker) => marker is JsonValue && Any(marker);

        private static JsonNode? Marker(JsonNode? whole, string name) => IsWhole(whole) ? whole : Member(whole, name);

        private static JsonNode? Member(JsonNode? map, string name) => map is JsonObject members ? members[name] : null;
    }
}
