using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Drivers.Stacks;

/// <summary>All texts in a JSON value: where secrets can hide.</summary>
internal static class JsonTexts
{
    /// <summary>Each string, number and property name with its path.</summary>
    /// <param name="node">Any value.</param>
    /// <param name="path">Its path; empty at the top.</param>
    public static IEnumerable<(string Path, string Text)> Of(JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(member => Of(member.Value, Join(path, member.Key)).Prepend((Join(path, member.Key), member.Key))),
        JsonArray list => list.SelectMany((item, index) => Of(item, $"{path}[{index}]")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(path, value.GetValue<string>())],
        null => [],
        _ => [(path, node.ToJsonString())],
    };

    /// <summary>Whether any text in the value holds a secret.</summary>
    /// <param name="node">Any value.</param>
    /// <param name="holdsSecret">Knows the secrets.</param>
    public static bool HoldSecret(JsonNode? node, Func<string, bool> holdsSecret) => Of(node).Any(text => holdsSecret(text.Text));

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
