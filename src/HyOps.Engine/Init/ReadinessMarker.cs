using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Init;

/// <summary>
/// The readiness marker of an init target, <c>&lt;root&gt;/meta/&lt;target&gt;.ready.json</c>:
/// <c>target, status, run_id, generated_at, paths, context</c>. It holds no secret, and is there only while the credentials beside it are
/// the ones that the provider accepted at <see cref="GeneratedAt"/>.
/// </summary>
public sealed record ReadinessMarker
{
    /// <summary>The status of a target whose credentials the provider accepted; no other is written.</summary>
    public const string Ready = "ready";

    private const int LargestFile = 64 * 1024;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A field that is there twice would be read one way here and another way elsewhere.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The target: <c>proxmox</c>.</summary>
    public required string Target { get; init; }

    /// <summary><see cref="Ready"/>; a marker written by others may say something else.</summary>
    public string Status { get; init; } = Ready;

    /// <summary>The call of <c>init</c> that verified the credentials.</summary>
    public required RunId RunId { get; init; }

    /// <summary>When that was, in UTC, to the second.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The absolute paths of <c>config</c> and <c>credentials</c>.</summary>
    public required ImmutableSortedDictionary<string, string> Paths { get; init; }

    /// <summary>What the provider said of the credentials and what is no secret: <c>environment</c>, an account, a version.</summary>
    public required ImmutableSortedDictionary<string, string> Context { get; init; }

    /// <summary>Reads a marker.</summary>
    /// <param name="path">The absolute path.</param>
    /// <returns>The marker; null where there is none.</returns>
    /// <exception cref="InitException">It is no marker.</exception>
    /// <exception cref="FileProblemException">It cannot be read.</exception>
    public static ReadinessMarker? Read(string path)
    {
        AtomicFile.RefuseLinkOrDirectory(path);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(PrivateFile.Read(path, LargestFile), documentOptions: Strict) is JsonObject document ? From(document, path) : throw InitException.BadMarker(path, "it is no JSON object");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw InitException.BadMarker(path, exception.Message);
        }
    }

    /// <summary>The marker as it is written: UTF-8, the six fields in their order, paths and context sorted.</summary>
    public string ToJson() => new JsonObject
    {
        ["target"] = Target,
        ["status"] = Status,
        ["run_id"] = RunId.Value,
        ["generated_at"] = GeneratedAt.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture),
        ["paths"] = ObjectOf(Paths),
        ["context"] = ObjectOf(Context),
    }.ToJsonString(Form) + "\n";

    private static ReadinessMarker From(JsonObject document, string path) => new()
    {
        Target = TextOf(document, "target", path),
        Status = TextOf(document, "status", path),
        RunId = RunId.TryParse(TextOf(document, "run_id", path), out var id) ? id : throw InitException.BadMarker(path, "run_id is no run's id"),
        GeneratedAt = DateTimeOffset.TryParse(TextOf(document, "generated_at", path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : throw InitException.BadMarker(path, "generated_at is no time"),
        Paths = TextsOf(document, "paths", path),
        Context = TextsOf(document, "context", path),
    };

    private static string TextOf(JsonObject document, string name, string path) =>
        document[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : throw InitException.BadMarker(path, $"{name} is missing or no text");

    private static ImmutableSortedDictionary<string, string> TextsOf(JsonObject document, string name, string path) =>
        document[name] is JsonObject fields
            ? fields.ToImmutableSortedDictionary(field => field.Key, field => field.Value?.ToString() ?? "", StringComparer.Ordinal)
            : throw InitException.BadMarker(path, $"{name} is missing or no object");

    private static JsonObject ObjectOf(ImmutableSortedDictionary<string, string> fields) => new(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
}
