using System.Text.Json.Nodes;
using HyOps.Core.Runs;

namespace HyOps.Cli.Phases;

/// <summary>Secrets that a run left behind, as JSON: names, places and forms.</summary>
internal static class LeaksJson
{
    internal static JsonArray Of(IEnumerable<Leak> leaks) =>
        new([.. leaks.Select(leak => (JsonNode)new JsonObject { ["secret"] = leak.Secret, ["place"] = leak.Place, ["form"] = leak.Form })]);
}
