using System.Globalization;
using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>All fields of one version of a path. They are secrets.</summary>
/// <param name="Version">The version's number; <c>current</c> where the engine keeps none.</param>
/// <param name="Fields">The fields.</param>
internal sealed record KvSecret(string Version, JsonObject Fields)
{
    /// <summary>What an engine of version 1 calls its only version.</summary>
    public const string Current = "current";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Reads an engine's answer; null where it is none.</summary>
    /// <param name="answer">The document.</param>
    /// <param name="kvVersion">The engine's version.</param>
    public static KvSecret? From(JsonNode? answer, int kvVersion)
    {
        var data = (answer as JsonObject)?["data"] as JsonObject;
        return kvVersion == 1
            ? data is null ? null : new KvSecret(Current, data)
            : data?["data"] is JsonObject fields && data["metadata"] is JsonObject metadata && metadata["version"] is { } number ? new KvSecret(number.ToString(), fields) { CreatedOn = TimeOf(metadata["created_time"]) } : null;
    }

    /// <summary>A version without its values, from an engine's metadata.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="metadata">What the engine says of it.</param>
    /// <param name="now">A deletion may be yet to come.</param>
    public static SecretVersion Describe(string name, string version, JsonObject metadata, DateTimeOffset now)
    {
        var deletion = TimeOf(metadata["deletion_time"]);
        return new SecretVersion(name, version)
        {
            Enabled = metadata["destroyed"]?.ToString() is not "true" && !(deletion <= now),
            CreatedOn = TimeOf(metadata["created_time"]),
            UpdatedOn = deletion <= now ? deletion : TimeOf(metadata["created_time"]),
            ExpiresOn = deletion > now ? deletion : null,
        };
    }

    /// <summary>A field's text; null where it is not there or no text, number or truth value.</summary>
    /// <param name="field">Its name.</param>
    public SecretValue? TextOf(string field) => Fields[field] is JsonValue value ? SecretValue.From(value.ToString()) : null;

    /// <summary>A time as the engine writes it: RFC 3339, or nothing.</summary>
    private static DateTimeOffset? TimeOf(JsonNode? node) =>
        DateTimeOffset.TryParse(node?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
