using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Sections;

/// <summary>JSON of any shape as definitions and lists: nothing that a record holds is hidden because this version has no form for it.</summary>
internal static class JsonView
{
    private const int Deepest = 12;

    /// <summary>A field's name as a label: <c>max_destroy</c> is <c>Max destroy</c>.</summary>
    public static string Label(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    /// <summary>Whether there is anything in it.</summary>
    public static bool SaysSomething(JsonNode? node) => node switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject fields => fields.Count > 0,
        _ => true,
    };

    public static Fragment Of(Page page, JsonNode? node) => page.Part(part => Write(part, node, 0));

    private static void Write(Page page, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject fields when depth < Deepest:
                page.Write($"<dl class=\"nested\">");
                fields.Where(field => SaysSomething(field.Value)).ToList().ForEach(field => WriteField(page, field.Key, field.Value, depth));
                page.Write($"</dl>");
                break;
            case JsonArray items when depth < Deepest && items.Any(item => item is JsonObject or JsonArray):
                page.Write($"<ul class=\"plain\">");
                items.ToList().ForEach(item => WriteItem(page, item, depth));
                page.Write($"</ul>");
                break;
            case JsonArray items when depth < Deepest:
                page.Write($"{string.Join(", ", items.Select(TextOf))}");
                break;
            default:
                page.Write($"{TextOf(node)}");
                break;
        }
    }

    private static void WriteField(Page page, string name, JsonNode? value, int depth)
    {
        page.Write($"<div><dt>{Label(name)}</dt><dd>");
        Write(page, value, depth + 1);
        page.Write($"</dd></div>");
    }

    private static void WriteItem(Page page, JsonNode? item, int depth)
    {
        page.Write($"<li>");
        Write(page, item, depth + 1);
        page.Write($"</li>");
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        null => "none",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.GetValueKind() is JsonValueKind.True => "yes",
        JsonValue value when value.GetValueKind() is JsonValueKind.False => "no",
        _ => node.ToJsonString(),
    };
}
