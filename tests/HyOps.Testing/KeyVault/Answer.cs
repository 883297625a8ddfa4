using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HyOps.Testing.KeyVault;

/// <summary>What a server answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null has none.</param>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    /// <summary>Headers beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>An error, as Key Vault tells it: <c>{"error":{"code","message","innererror":{"code"}}}</c>.</summary>
    public static Answer Error(int status, string code, string message, string? inner = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (inner is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = inner };
        }

        return new Answer(status, new JsonObject { ["error"] = error });
    }

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.Headers["x-ms-keyvault-region"] = "loopback";
        response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        if (response.HttpContext.Request.Headers["x-ms-client-request-id"] is [{ } id, ..])
        {
            response.Headers["x-ms-client-request-id"] = id;
        }

        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Body is not null)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.WriteAsync(Body.ToJsonString(), cancellationToken);
        }
    }
}
