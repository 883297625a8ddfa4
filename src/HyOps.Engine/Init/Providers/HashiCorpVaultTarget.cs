using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// HashiCorp Vault with a token, or with an AppRole where <c>role_id</c> is set. Asked: its health, then the token itself or a login, whose
/// token is revoked at once. The API: https://developer.hashicorp.com/vault/api-docs/system/health and auth/token, auth/approle beside it.
/// </summary>
internal sealed class HashiCorpVaultTarget : IInitTarget
{
    private const string Address = "vault_addr";
    private const string Namespace = "vault_namespace";
    private const string Token = "vault_token";
    private const string RoleId = "role_id";
    private const string SecretId = "secret_id";

    /// <inheritdoc/>
    public string Name => "hashicorp-vault";

    /// <inheritdoc/>
    public string Title => "HashiCorp Vault";

    /// <inheritdoc/>
    public ImmutableArray<TargetField> Fields { get; } =
    [
        new(Address, "the server's address") { Example = "https://vault.example.net:8200", Check = FieldForms.HttpsAddress, Variables = ["VAULT_ADDR"] },
        new(Namespace, "the namespace (Enterprise)") { Required = false, Example = "platform/drill", Check = FieldForms.VaultNamespace, Variables = ["VAULT_NAMESPACE"] },
        new(RoleId, "the role id of an AppRole, instead of a token") { Required = false, Check = FieldForms.Token, Variables = ["VAULT_ROLE_ID"] },
        new(SecretId, "the secret id of the AppRole, where role_id is set") { Keys = ["VAULT_SECRET_ID"], Check = FieldForms.Token, Variables = ["VAULT_SECRET_ID"] },
        new(Token, "a token, where role_id is not set") { Keys = ["VAULT_TOKEN"], Check = FieldForms.Token, Variables = ["VAULT_TOKEN"] },
    ];

    /// <inheritdoc/>
    public IEnumerable<TargetField> FieldsFor(TargetValues values) => Fields.Where(field => field.Name != (values.Has(RoleId) ? Token : SecretId));

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(TargetValues values, ProviderConnection connection, CancellationToken cancellationToken)
    {
        var health = await SendAsync(HttpMethod.Get, "sys/health?standbyok=true&perfstandbyok=true", null, null).ConfigureAwait(false);
        RequireHealthy(values, connection, health);
        var context = new Dictionary<string, string>(StringComparer.Ordinal) { [Address] = values[Address], ["version"] = health.Text("version") ?? "" };
        if (values.Has(Namespace))
        {
            context[Namespace] = values[Namespace];
        }

        if (!values.Has(RoleId))
        {
            var token = Judge(connection, await SendAsync(HttpMethod.Get, "auth/token/lookup-self", values.Secret(Token).Reveal(), null).ConfigureAwait(false), "the token", "get a new one: vault login; it may have expired or belong to another namespace");
            context["token_name"] = token.Text("data", "display_name") ?? "";
            return context;
        }

        var body = new JsonObject { [RoleId] = values[RoleId], [SecretId] = values.Secret(SecretId).Reveal() };
        var login = Judge(connection, await SendAsync(HttpMethod.Post, "auth/approle/login", null, body).ConfigureAwait(false), $"the AppRole {values[RoleId]}", "make a new secret id: vault write -f auth/approle/role/ROLE/secret-id; it may be used up or expired");
        await SendAsync(HttpMethod.Post, "auth/token/revoke-self", connection.Secret(login.Require("auth", "client_token")), null).ConfigureAwait(false);
        context[RoleId] = values[RoleId];
        return context;

        async Task<ProviderAnswer> SendAsync(HttpMethod method, string path, string? token, JsonObject? content)
        {
            using var request = RequestFor(values, method, path, token, content);
            return await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage RequestFor(TargetValues values, HttpMethod method, string path, string? token, JsonObject? content)
    {
        var request = new HttpRequestMessage(method, new Uri($"{values[Address].TrimEnd('/')}/v1/{path}"));
        request.Headers.Add("X-Vault-Request", "true");

        // The health of the whole server is asked in no namespace.
        if (values.Has(Namespace) && !path.StartsWith("sys/", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Namespace", values[Namespace]);
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Token", token);
        }

        if (content is not null)
        {
            request.Content = JsonContent.Create(content);
        }

        return request;
    }

    private void RequireHealthy(TargetValues values, ProviderConnection connection, ProviderAnswer answer)
    {
        switch (answer.Status)
        {
            case 200:
                break;
            case 429 or 472 or 473:
                throw ProviderException.NotNow(Title, $"{values[Address]} is a standby that takes no requests", "name the active node or the load balancer in vault_addr");
            case 501:
                throw ProviderException.NotNow(Title, $"{values[Address]} is not initialised", "initialise it: vault operator init");
            case 503:
                throw ProviderException.NotNow(Title, $"{values[Address]} is sealed", "unseal it: vault operator unseal");
            default:
                throw ProviderException.Unexpected(Title, answer.Address, answer.Status, connection.Said(ErrorOf(answer)));
        }

        answer.Require("version");
    }

    private ProviderAnswer Judge(ProviderConnection connection, ProviderAnswer answer, string what, string fix) => answer.Status switch
    {
        200 => answer,
        400 or 401 or 403 => throw ProviderException.Rejected(Title, what, connection.Said(ErrorOf(answer)), fix),
        404 => throw ProviderException.Wrong(Title, $"{answer.Address.AbsolutePath} is not there: {connection.Said(ErrorOf(answer))}", "check vault_namespace, and that the login method is enabled: vault auth list"),
        _ => throw ProviderException.Unexpected(Title, answer.Address, answer.Status, connection.Said(ErrorOf(answer))),
    };

    private static string? ErrorOf(ProviderAnswer answer) => answer.Body.StartsWith('{') && (answer.Json as JsonObject)?["errors"] is JsonArray { Count: > 0 } errors ? errors[0]?.ToString() : null;
}
