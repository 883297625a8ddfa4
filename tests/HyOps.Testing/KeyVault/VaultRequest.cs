using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HyOps.Testing.KeyVault;

/// <summary>One request for secrets: who asks, what may go wrong, what is answered.</summary>
internal sealed class VaultRequest(KeyVaultServer server, HttpRequest request, string[] segments)
{
    private const int LongestValue = 25 * 1024;
    private readonly SecretJson json = new(server.Address);

    public async Task<Answer> AnswerAsync()
    {
        if (Refuse() is { } refused)
        {
            return refused;
        }

        return (request.Method, segments) switch
        {
            ("GET", ["secrets"]) => Page(server.Secrets.Current.Select(json.ListItem), "secrets"),
            ("GET", ["secrets", var name, "versions"]) => Page(server.Secrets.Versions(name).Select(json.Properties), $"secrets/{name}/versions"),
            ("GET", ["secrets", var name, .. var version]) => Get(name, version.FirstOrDefault()),
            ("PUT", ["secrets", var name]) => Set(name, await BodyAsync()),
            ("PATCH", ["secrets", var name, .. var version]) => Change(name, version.FirstOrDefault(), await BodyAsync()),
            ("DELETE", ["secrets", var name]) => server.Secrets.Delete(name) ? new Answer(200, json.Deleted(server.Secrets.FindDeleted(name)!)) : VaultErrors.NotFound(name),
            ("GET", ["deletedsecrets"]) => Page(server.Secrets.Deleted.Select(json.Deleted), "deletedsecrets"),
            ("GET", ["deletedsecrets", var name]) => server.Secrets.FindDeleted(name) is { } found ? new Answer(200, json.Deleted(found)) : VaultErrors.NotFound(name),
            ("POST", ["deletedsecrets", var name, "recover"]) => server.Secrets.Recover(name) is { } found ? new Answer(200, json.Properties(found)) : VaultErrors.NotFound(name),
            ("DELETE", ["deletedsecrets", var name]) => server.Secrets.Purge(name) ? new Answer(204) : VaultErrors.NotFound(name),
            _ => Answer.Error(405, "MethodNotAllowed", "The method is not allowed here."),
        };
    }

    // In the order of the service: the caller, the limits, then what is asked for.
    private Answer? Refuse()
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
        {
            return Challenge("AKV10000: Request is missing a Bearer or PoP token.");
        }

        if (server.Directory.Judge(header.ToString(), server.Faults.ClockAhead) is { } unfit)
        {
            return Challenge(unfit);
        }

        if (server.Faults.TokensAreRefused)
        {
            return Challenge("AKV10032: Invalid issuer. Expected one of https://sts.windows.net/***/, found https://sts.windows.net/***/.");
        }

        if (server.Faults.Throttling?.Refuses(server.Options.Clock.GetUtcNow()) is true)
        {
            var after = server.Faults.RetryAfter is { } wait ? new Dictionary<string, string> { ["Retry-After"] = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) } : [];
            return VaultErrors.Throttled() with { Headers = after };
        }

        if (server.Faults.Outages > 0)
        {
            server.Faults.Outages--;
            return Answer.Error(503, "ServiceUnavailable", "The service is unavailable.");
        }

        if (!request.Query.ContainsKey("api-version"))
        {
            return VaultErrors.BadParameter("The api-version query parameter is missing.");
        }

        return Refusal() is { } refusal ? VaultErrors.Refused(refusal, segments.ElementAtOrDefault(1) ?? "", Action()) : null;
    }

    private bool IsList => request.Method == "GET" && (segments.Length is 1 || segments[^1] is "versions");

    private Refusal? Refusal() =>
        server.Faults.Refusals.TryGetValue(segments.ElementAtOrDefault(1) ?? "*", out var named) ? named
        : IsList && server.Faults.Refusals.TryGetValue("LIST", out var list) ? list
        : server.Faults.Refusals.TryGetValue(request.Method, out var byMethod) ? byMethod
        : server.Faults.Refusals.TryGetValue(segments[0], out var byFolder) ? byFolder
        : server.Faults.Refusals.TryGetValue("*", out var any) ? any : null;

    private string Action() => request.Method switch
    {
        "GET" => IsList ? "readMetadata" : "getSecret",
        "PUT" => "setSecret",
        "PATCH" => "update",
        _ => request.Method.ToLowerInvariant(),
    };

    private Answer Challenge(string message) => Answer.Error(401, "Unauthorized", message) with
    {
        Headers = new Dictionary<string, string>
        {
            ["WWW-Authenticate"] = $"Bearer authorization=\"{json.Id(server.Options.TenantId)}\", resource=\"{server.Options.Resource}\"",
        },
    };

    private Answer Get(string name, string? version)
    {
        if (server.Secrets.Find(name, version) is not { } found)
        {
            return VaultErrors.NotFound(version is null ? name : $"{name}/{version}");
        }

        var now = server.Options.Clock.GetUtcNow() + server.Faults.ClockAhead;
        return !found.Enabled ? VaultErrors.Disabled()
            : server.Faults.DatesAreEnforced && found.Expires <= now ? VaultErrors.Expired()
            : server.Faults.DatesAreEnforced && found.NotBefore > now ? VaultErrors.NotYetValid()
            : new Answer(200, json.Bundle(found));
    }

    private Answer Set(string name, JsonNode? body)
    {
        if (server.Secrets.FindDeleted(name) is not null)
        {
            return VaultErrors.DeletedButRecoverable(name);
        }

        return (string?)body?["value"] is not { } value ? VaultErrors.BadParameter("The value is missing.")
            : Encoding.UTF8.GetByteCount(value) > LongestValue ? VaultErrors.BadParameter("The value is longer than 25 KB.")
            : new Answer(200, json.Bundle(server.Secrets.Set(name, value, made => SecretJson.Overlay(made, body))));
    }

    private Answer Change(string name, string? version, JsonNode? body) =>
        server.Secrets.Change(name, version, found => SecretJson.Overlay(found, body)) is { } changed ? new Answer(200, json.Properties(changed)) : VaultErrors.NotFound(name);

    private Answer Page(IEnumerable<JsonObject> items, string path)
    {
        var size = int.TryParse(request.Query["maxresults"], CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, server.Options.PageSize) : server.Options.PageSize;
        var skip = int.TryParse(request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var token) ? token : 0;
        var rest = items.Skip(skip).ToList();
        var next = rest.Count > size ? json.Id(string.Create(CultureInfo.InvariantCulture, $"{path}?api-version={request.Query["api-version"]}&$skiptoken={skip + size}&maxresults={size}")) : null;
        return new Answer(200, new JsonObject { ["value"] = new JsonArray([.. rest.Take(size)]), ["nextLink"] = next });
    }

    private async Task<JsonNode?> BodyAsync()
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
