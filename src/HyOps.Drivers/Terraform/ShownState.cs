using System.Text.Json;

namespace HyOps.Drivers.Terraform;

/// <summary>The state as it is after an apply. It holds values, secrets among them: it lives as long as the step, and only addresses leave it.</summary>
/// <param name="Outputs">The outputs, in the form of <c>terraform output -json</c>.</param>
/// <param name="Values">What each object and output holds now, by its address; <c>output.NAME</c> for an output.</param>
internal sealed record ShownState(JsonElement Outputs, IReadOnlyDictionary<string, JsonElement> Values)
{
    /// <summary>
    /// Reads what <c>terraform show -json</c> prints of a state. Format: https://developer.hashicorp.com/terraform/internals/json-format
    /// </summary>
    /// <param name="json">The text. It holds secrets in plain text.</param>
    /// <exception cref="JsonException">It is no state: never the same as an empty one.</exception>
    public static ShownState Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("no state: not an object");
        if (!root.TryGetProperty("format_version", out _))
        {
            throw new JsonException("no state: format_version is missing");
        }

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!root.TryGetProperty("values", out var all))
        {
            return new ShownState(JsonElement.Parse("{}"), values);
        }

        var outputs = all.TryGetProperty("outputs", out var named) ? named : JsonElement.Parse("{}");
        foreach (var output in outputs.EnumerateObject())
        {
            values[$"output.{output.Name}"] = output.Value.GetProperty("value");
        }

        foreach (var resource in all.TryGetProperty("root_module", out var module) ? ResourcesOf(module) : [])
        {
            if (!resource.TryGetProperty("deposed_key", out _) && resource.TryGetProperty("values", out var own))
            {
                values[resource.GetProperty("address").GetString() ?? ""] = own;
            }
        }

        return new ShownState(outputs, values);
    }

    /// <summary>The resources of a module and of all within it.</summary>
    /// <param name="module">A <c>root_module</c> or one of <c>child_modules</c>.</param>
    public static IEnumerable<JsonElement> ResourcesOf(JsonElement module)
    {
        IEnumerable<JsonElement> own = module.TryGetProperty("resources", out var resources) ? resources.EnumerateArray() : [];
        var children = module.TryGetProperty("child_modules", out var modules) ? modules.EnumerateArray().SelectMany(ResourcesOf) : [];
        return own.Concat(children);
    }
}
