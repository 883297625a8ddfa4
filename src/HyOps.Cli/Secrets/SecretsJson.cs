using System.Text.Json.Nodes;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary>Answers about secrets as JSON. Values only where they were asked for.</summary>
internal static class SecretsJson
{
    internal static JsonObject Of(ShownSecret secret)
    {
        var document = new JsonObject
        {
            ["key"] = secret.Name.Value,
            ["set"] = secret.IsSet,
            ["kind"] = SecretWords.Of(secret.Kind),
            ["problem"] = secret.Problem,
        };
        if (secret.Value is { } value)
        {
            document["value"] = value.Reveal();
        }

        return document;
    }

    internal static JsonObject Of(EnsuredKey key) => new()
    {
        ["key"] = key.Name.Value,
        ["outcome"] = key.Outcome.ToString().ToLowerInvariant(),
        ["length"] = key.Length > 0 ? key.Length : null,
        ["problem"] = key.Problem,
        ["fix"] = key.Fix,
    };

    internal static JsonObject Of(SetKey key) => new()
    {
        ["key"] = key.Name.Value,
        ["outcome"] = key.Outcome.ToString().ToLowerInvariant(),
        ["problem"] = key.Problem,
    };

    internal static JsonArray Of(IEnumerable<string> notices) => new([.. notices.Select(notice => (JsonNode)notice)]);
}
