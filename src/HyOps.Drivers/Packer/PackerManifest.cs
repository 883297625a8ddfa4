using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Drivers.Packer;

/// <summary>
/// The last run of a manifest that Packer's manifest post-processor wrote.
/// Format: https://developer.hashicorp.com/packer/docs/post-processors/manifest
/// </summary>
/// <param name="Files">Paths of the artifact's files, as Packer says them: relative ones start at the work directory.</param>
/// <param name="ArtifactId">The artifact's id, such as a cloud image's; empty for files.</param>
/// <param name="CustomData">What the template adds.</param>
internal sealed record PackerManifest(ImmutableArray<string> Files, string ArtifactId, JsonObject CustomData)
{
    /// <summary>Reads a manifest: the builds of its last run, taken together.</summary>
    /// <param name="text">The file's text.</param>
    /// <exception cref="JsonException">It is no manifest, or lists no build.</exception>
    public static PackerManifest Read(string text)
    {
        var root = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("not a JSON object");
        var last = (string?)root["last_run_uuid"];
        var builds = (root["builds"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(build => last is null || (string?)build["packer_run_uuid"] == last)
            .ToList();
        if (builds.Count == 0)
        {
            throw new JsonException("it lists no build");
        }

        var custom = new JsonObject();
        foreach (var (name, value) in builds.SelectMany(static build => build["custom_data"] as JsonObject ?? []))
        {
            custom[name] = value?.DeepClone();
        }

        return new PackerManifest(
            [.. builds.SelectMany(static build => build["files"] as JsonArray ?? []).Select(static file => (string?)file?["name"] ?? "").Where(static name => name.Length > 0)],
            builds.Select(static build => (string?)build["artifact_id"] ?? "").LastOrDefault(static id => id.Length > 0) ?? "",
            custom);
    }
}
