using System.Text.Json.Nodes;

namespace HyOps.Testing.Providers;

/// <summary>
/// HashiCorp Vault's health, token and login endpoints, with a KV engine behind them where <see cref="Secrets"/> is set:
/// https://developer.hashicorp.com/vault/api-docs.
/// </summary>
public sealed class HashiCorpVaultApi
{
    private readonly HashSet<string> tokens = new(StringComparer.Ordinal);
    private int made;

    /// <summary>A token that holds for ever.</summary>
    public string? RootToken { get; set; }

    /// <summary>The AppRole: its role id and secret id.</summary>
    public (string RoleId, string SecretId)? AppRole { get; set; }

    /// <summary>The role and the JWT that the Kubernetes login accepts.</summary>
    public (string Role, string Jwt)? Kubernetes { get; set; }

    /// <summary>The namespace that everything but <c>sys/</c> is in; empty for the root.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>The status of sys/health: 200, 429 standby, 501 not initialised, 503 sealed.</summary>
    public int Health { get; set; } = 200;

    /// <summary>The KV engine.</summary>
    public KvEngine? Secrets { get; set; }

    /// <summary>How many tokens of logins were not revoked.</summary>
    public int LiveTokens => tokens.Count;

    /// <summary>Ends the time of every login's token.</summary>
    public void EndTokens()
    {
        lock (tokens)
        {
            tokens.Clear();
        }
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request)
    {
        lock (tokens)
        {
            var path = request.Path.StartsWith("/v1/", StringComparison.Ordinal) ? request.Path[4..] : "";
            return path == "sys/health" ? Reply.Json(Health, new { initialized = Health != 501, @sealed = Health == 503, standby = Health == 429, version = "1.17.3" })
                : Health == 503 ? Error(503, "Vault is sealed")
                : request.Header("x-vault-namespace").TrimEnd('/') != Namespace ? Error(404, "no handler for route \"" + path + "\". route entry not found.")
                : request.Header("x-vault-request") != "true" ? Error(400, "missing X-Vault-Request header")
                : path.StartsWith("auth/", StringComparison.Ordinal) && path.EndsWith("/login", StringComparison.Ordinal) ? LogIn(path, request)
                : !Knows(request.Header("x-vault-token")) ? Error(403, "permission denied")
                : path == "auth/token/lookup-self" ? Reply.Json(200, new { data = new { display_name = "token-hyops", policies = new[] { "hyops" }, ttl = 3600 } })
                : path == "auth/token/revoke-self" ? Revoke(request.Header("x-vault-token"))
                : Secrets?.Answer(path, request) ?? Error(404);
        }
    }

    /// <summary>An answer with errors, as Vault gives them.</summary>
    internal static Reply Error(int status, params IEnumerable<string> errors) => Reply.Json(status, new { errors });

    private bool Knows(string token) => token.Length > 0 && (token == RootToken || tokens.Contains(token));

    private Reply LogIn(string path, SeenRequest request)
    {
        var body = JsonNode.Parse(request.Body);
        var (role, secret) = ((string?)body?["role_id"], (string?)body?["secret_id"]);
        var accepted = path switch
        {
            "auth/approle/login" => AppRole is { } known && (role, secret) == (known.RoleId, known.SecretId),
            "auth/kubernetes/login" => Kubernetes is { } known && ((string?)body?["role"], (string?)body?["jwt"]) == (known.Role, known.Jwt),
            _ => false,
        };
        if (!accepted)
        {
            return path is "auth/approle/login" or "auth/kubernetes/login" ? Error(400, "invalid role or secret ID") : Error(403, "permission denied");
        }

        var token = $"login-token-{++made}-of-the-test";
        tokens.Add(token);
        return Reply.Json(200, new { auth = new { client_token = token, lease_duration = 1200, renewable = true } });
    }

    private Reply Revoke(string token)
    {
        tokens.Remove(token);
        return new Reply(204, "");
    }
}
