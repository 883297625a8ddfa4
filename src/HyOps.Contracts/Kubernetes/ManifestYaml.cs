using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Writes objects as YAML in one form only, so that the same object is the same text.</summary>
internal static partial class ManifestYaml
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Words that some reader of YAML takes for a boolean or for nothing.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "yes", "no", "on", "off", "y", "n", "null" };

    /// <summary>The documents, one after another.</summary>
    public static string Write(IEnumerable<JsonObject> documents)
    {
        var text = new StringBuilder();
        foreach (var document in documents)
        {
            text.Append("---\n");
            WriteMap(text, document, 0, isFirstInline: false);
        }

        return text.ToString();
    }

    private static void WriteMap(StringBuilder text, JsonObject map, int indent, bool isFirstInline)
    {
        foreach (var (key, value) in map)
        {
            text.Append(' ', isFirstInline ? 0 : indent).Append(Scalar(key)).Append(':');
            isFirstInline = false;
            WriteValue(text, value!, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                WriteMap(text, map, indent + 2, isFirstInline: false);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                WriteList(text, list, indent);
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void WriteList(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } map)
            {
                WriteMap(text, map, indent + 2, isFirstInline: true);
            }
            else
            {
                text.Append(Scalar(item!)).Append('\n');
            }
        }
    }

    private static string Scalar(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? Scalar(text) : node.ToJsonString();

    private static string Scalar(string text) => Plain().IsMatch(text) && !Words.Contains(text) ? text : JsonSerializer.Serialize(text, Quoting);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();
}
