using System.Text.Json.Nodes;

namespace HyOps.Core.Configuration;

/// <summary>
/// Resolved inputs as JSON for the tools. Plain whole numbers, <c>true</c>, <c>false</c> and <c>null</c> become JSON's own;
/// what another reader might write back differently (<c>0644</c>, <c>1.10</c>, <c>no</c>, <c>1e3</c>) stays the text that the author wrote,
/// and so does everything in quotes.
/// </summary>
public static class InputsJson
{
    /// <summary>A map as a JSON object, keys in the order written. Every call builds a new one: the caller may change it.</summary>
    /// <param name="map">The map.</param>
    public static JsonObject Of(ConfigMap map)
    {
        var json = new JsonObject();
        foreach (var entry in map.Entries)
        {
            json[entry.Key] = OfNode(entry.Value);
        }

        return json;
    }

    /// <summary>Any value as JSON; nothing is null.</summary>
    /// <param name="node">The value.</param>
    public static JsonNode? OfNode(ConfigNode node) => node switch
    {
        ConfigMap map => Of(map),
        ConfigList list => new JsonArray([.. list.Items.Select(OfNode)]),
        ConfigScalar scalar => OfScalar(scalar),
        _ => null,
    };

    private static JsonValue? OfScalar(ConfigScalar scalar) => scalar switch
    {
        { IsNull: true } => null,
        { AsBoolean: { } boolean } => JsonValue.Create(boolean),
        { AsInteger: { } number } => JsonValue.Create(number),
        _ => JsonValue.Create(scalar.Text),
    };
}
