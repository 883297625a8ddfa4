using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Modules;

namespace HyOps.Engine.State;

/// <summary>Module state as text. A file without a status is of an older version, which wrote one after a success only.</summary>
internal static class ModuleStateJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static bool IsFault(Exception exception) => exception is JsonException or InvalidOperationException or FormatException;

    /// <exception cref="JsonException">It is no module state.</exception>
    public static ModuleState Read(string text)
    {
        if (JsonNode.Parse(text) is not JsonObject fields)
        {
            throw new JsonException("it is no JSON object");
        }

        var publishedBy = fields["run_id"]?.GetValue<string>();
        return new ModuleState
        {
            Status = StatusOf(fields["status"]?.GetValue<string>()),
            StatusRun = fields["status_run_id"]?.GetValue<string>() ?? publishedBy,
            PublishedBy = publishedBy,
            Outputs = fields["outputs"] as JsonObject,
        };
    }

    public static string Text(ModuleRef module, string instance, ModuleState state, DateTimeOffset now)
    {
        var fields = new JsonObject
        {
            ["module_ref"] = module.Value,
            ["instance"] = instance,
            ["status"] = state.Status.ToString().ToLowerInvariant(),
            ["status_run_id"] = state.StatusRun,
            ["run_id"] = state.PublishedBy,
            ["updated"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["outputs"] = state.Outputs?.DeepClone(),
        };
        return fields.ToJsonString(Readable) + "\n";
    }

    // A word that we do not know is of a later version: it may mean that something was begun.
    private static ModuleStatus StatusOf(string? word) =>
        word is null ? ModuleStatus.Ok : Enum.TryParse<ModuleStatus>(word, ignoreCase: true, out var status) ? status : ModuleStatus.Uncertain;
}
