using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;

namespace HyOps.Cli.Runs;

/// <summary>A stored run as JSON: the record as it lies on disk, with its place.</summary>
internal static class RunJson
{
    internal static JsonNode Of(StoredRun run) => new JsonObject
    {
        ["run_id"] = run.Id.Value,
        ["directory"] = run.Directory,
        ["error"] = run.Error,
        ["record"] = run.Record is null ? null : JsonSerializer.SerializeToNode(run.Record, RunRecordJson.Default.RunRecord),
    };
}
