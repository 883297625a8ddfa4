using System.Globalization;
using HyOps.Core.Secrets;
using HyOps.Core.World;

namespace HyOps.Engine.Tracing;

/// <summary>
/// Where traces go, by the variables that OpenTelemetry defines (https://opentelemetry.io/docs/specs/otel/protocol/exporter/), else by
/// environment.yml. What is wrong in them is told, and stops no run.
/// </summary>
internal sealed record OtlpSettings
{
    private const string Base = "OTEL_EXPORTER_OTLP_";
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The whole address; null where <see cref="Problem"/> says why there is none.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Headers; their values may be secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, SecretValue>> Headers { get; init; } = [];

    /// <summary>Who sends.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Resource { get; init; } = [];

    /// <summary>The time that the whole export may take.</summary>
    public TimeSpan Timeout { get; init; } = LongestTimeout;

    /// <summary>Why nothing can be exported although it is asked for.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="world">Gives the variables.</param>
    /// <param name="configured">telemetry.otlp of environment.yml.</param>
    /// <returns>Null where nobody asks for traces.</returns>
    public static OtlpSettings? From(Surroundings world, Uri? configured)
    {
        string? Variable(string name) => world.Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        string? Signal(string name) => Variable($"{Base}TRACES_{name}") ?? Variable(Base + name);
        var address = Variable($"{Base}TRACES_ENDPOINT") ?? ((Variable($"{Base}ENDPOINT") ?? configured?.AbsoluteUri) is { } root ? root.TrimEnd('/') + "/v1/traces" : null);
        if (address is null || string.Equals(Variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || Variable("OTEL_TRACES_EXPORTER") is "none")
        {
            return null;
        }

        var endpoint = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
        return new OtlpSettings
        {
            Endpoint = endpoint,
            Headers = [.. Pairs(Signal("HEADERS")).Select(pair => KeyValuePair.Create(pair.Key, SecretValue.From(pair.Value)))],
            Resource = [new("service.name", Variable("OTEL_SERVICE_NAME") ?? "hyops"), .. Pairs(Variable("OTEL_RESOURCE_ATTRIBUTES")).Where(pair => pair.Key != "service.name").Select(pair => KeyValuePair.Create(pair.Key, (object)pair.Value))],
            Timeout = Milliseconds(Signal("TIMEOUT")) is { } asked && asked < LongestTimeout ? asked : LongestTimeout,
            Problem = endpoint is null ? "the endpoint is no http or https address"
                : endpoint.UserInfo.Length > 0 ? "the endpoint holds a user or password: put it into OTEL_EXPORTER_OTLP_HEADERS"
                : Signal("PROTOCOL") is { } protocol and not "http/protobuf" ? $"the protocol {protocol} is not spoken here: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"
                : null,
        };
    }

    // key=value,key=value, percent-encoded as W3C baggage is.
    private static IEnumerable<KeyValuePair<string, string>> Pairs(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=', 2)).Where(parts => parts.Length == 2 && parts[0].Trim().Length > 0)
        .Select(parts => KeyValuePair.Create(Uri.UnescapeDataString(parts[0].Trim()), Uri.UnescapeDataString(parts[1].Trim())));

    private static TimeSpan? Milliseconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
