namespace HyOps.Testing.Providers;

/// <summary>The locations of Hetzner Cloud.</summary>
public sealed class HetznerApi
{
    /// <summary>The host name that it stands for.</summary>
    public const string Host = "api.hetzner.cloud";

    /// <summary>The token.</summary>
    public required string Token { get; set; }

    /// <summary>What it says instead.</summary>
    public Reply? Instead { get; set; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request) =>
        Instead
        ?? (request.Header("authorization") != $"Bearer {Token}" ? Error(401, "unauthorized", "the token you provided is invalid")
        : request is { Method: "GET", Path: "/v1/locations" } ? Reply.Json(200, new { locations = new[] { new { id = 1, name = "fsn1" }, new { id = 2, name = "nbg1" } } })
        : Error(404, "not_found", "not found"));

    private static Reply Error(int status, string code, string message) => Reply.Json(status, new { error = new { code, message } });
}
