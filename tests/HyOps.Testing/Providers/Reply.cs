using System.Text.Json;

namespace HyOps.Testing.Providers;

/// <summary>What a server on loopback answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its type.</param>
public sealed record Reply(int Status, string Body, string ContentType = "application/json")
{
    /// <summary>More headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A JSON document.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="document">The document.</param>
    public static Reply Json(int status, object document) => new(status, JsonSerializer.Serialize(document));
}
