using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Engine.Init.Providers;

/// <summary>What a provider answered.</summary>
/// <param name="Provider">Its name for people.</param>
/// <param name="Address">What was asked.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; it may hold secrets.</param>
internal sealed record ProviderAnswer(string Provider, Uri Address, int Status, string Body)
{
    private JsonNode? parsed;

    /// <summary>How long it asks to wait before the next request, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it is a success.</summary>
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ProviderException">It is none: something else than the API answers.</exception>
    public JsonNode Json => parsed ??= TryJson() ?? throw ProviderException.NotUnderstood(Provider, Address);

    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonNode? JsonOrNull => parsed ??= TryJson();

    /// <summary>A text of the body, by a path of names; null where there is none.</summary>
    /// <param name="names">The names, from the top.</param>
    public string? Text(params ReadOnlySpan<string> names)
    {
        var node = parsed ??= TryJson();
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    /// <summary>A text of the body that must be there.</summary>
    /// <param name="names">The names, from the top.</param>
    /// <exception cref="ProviderException">It is not.</exception>
    public string Require(params ReadOnlySpan<string> names) => Text(names) is { Length: > 0 } text ? text : throw ProviderException.NotUnderstood(Provider, Address);

    /// <summary>The objects of a list in the body.</summary>
    /// <param name="name">The list's name at the top.</param>
    /// <exception cref="ProviderException">There is no such list.</exception>
    public IReadOnlyList<JsonObject> Items(string name) =>
        (Json as JsonObject)?[name] is JsonArray items ? [.. items.OfType<JsonObject>()] : throw ProviderException.NotUnderstood(Provider, Address);

    private JsonNode? TryJson()
    {
        try
        {
            return JsonNode.Parse(Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
