using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HyOps.Testing.KeyVault;

/// <summary>
/// The token endpoint of Microsoft Entra ID, for client credentials
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), with its AADSTS codes.
/// </summary>
internal sealed class TokenEndpoint(KeyVaultServer server)
{
    public async Task<Answer> AnswerAsync(string tenant, HttpRequest request)
    {
        if (server.Faults.SignInOutages > 0)
        {
            server.Faults.SignInOutages--;
            return Error(503, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.");
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (Refuse(tenant, form) is { } refused)
        {
            return refused;
        }

        var seconds = (int)server.Options.TokenLifetime.TotalSeconds;
        return new Answer(200, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = seconds, ["ext_expires_in"] = seconds, ["access_token"] = server.Directory.GiveToken() });
    }

    public Answer Describe(string tenant)
    {
        var issuer = new Uri(server.Address, tenant).AbsoluteUri;
        return new Answer(200, new JsonObject
        {
            ["issuer"] = $"{issuer}/v2.0",
            ["token_endpoint"] = $"{issuer}/oauth2/v2.0/token",
            ["authorization_endpoint"] = $"{issuer}/oauth2/v2.0/authorize",
            ["jwks_uri"] = $"{issuer}/discovery/v2.0/keys",
            ["response_types_supported"] = new JsonArray("token"),
        });
    }

    public Answer DescribeInstances() => new(200, new JsonObject
    {
        ["tenant_discovery_endpoint"] = new Uri(server.Address, $"{server.Options.TenantId}/v2.0/.well-known/openid-configuration").AbsoluteUri,
        ["api-version"] = "1.1",
        ["metadata"] = new JsonArray(new JsonObject
        {
            ["preferred_network"] = server.Address.Authority, ["preferred_cache"] = server.Address.Authority, ["aliases"] = new JsonArray(server.Address.Authority),
        }),
    });

    private Answer? Refuse(string tenant, IFormCollection form)
    {
        if (tenant != server.Options.TenantId)
        {
            return Error(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }

        if (form["client_id"] != server.Options.ClientId)
        {
            return Error(400, "unauthorized_client", 700016, $"Application with identifier '{form["client_id"]}' was not found in the directory '{tenant}'.");
        }

        if (form["scope"].ToString().Split(' ').All(scope => scope != server.Options.Resource + "/.default"))
        {
            return Error(400, "invalid_scope", 70011, "The provided value for scope is not valid.");
        }

        return form.ContainsKey("client_assertion") ? Refuse(form["client_assertion"].ToString())
            : form["client_secret"] != server.Options.ClientSecret
                ? Error(401, "invalid_client", 7000215, $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{server.Options.ClientId}'.")
            : server.Directory.ClientSecretExpires <= server.Options.Clock.GetUtcNow()
                ? Error(401, "invalid_client", 7000222, $"The provided client secret keys for app '{server.Options.ClientId}' are expired.") : null;
    }

    private Answer? Refuse(string assertion)
    {
        if (server.Directory.FederatedTokens.Contains(assertion))
        {
            return null;
        }

        if (ClientAssertion.Parse(assertion) is not { } signed)
        {
            return Error(401, "invalid_client", 700211, "No matching federated identity record found for presented assertion issuer.");
        }

        var now = server.Options.Clock.GetUtcNow() + server.Faults.ClockAhead;
        return !server.Directory.Certificates.Any(signed.IsSignedBy)
                ? Error(401, "invalid_client", 700027, "The certificate with identifier used to sign the client assertion is not registered on application.")
            : now < signed.NotBefore || now >= signed.Expires
                ? Error(401, "invalid_client", 700024, "Client assertion is not within its valid time range.") : null;
    }

    private static Answer Error(int status, string error, int code, string message) => new(status, new JsonObject
    {
        ["error"] = error,
        ["error_description"] = string.Create(CultureInfo.InvariantCulture, $"AADSTS{code}: {message} Trace ID: {Guid.NewGuid()} Correlation ID: {Guid.NewGuid()}"),
        ["error_codes"] = new JsonArray(code),
    });
}
