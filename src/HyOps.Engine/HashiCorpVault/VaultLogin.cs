using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Files;
using HyOps.Core.Secrets;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>A way to get a token: one that is there, or one that a login method gives.</summary>
/// <param name="What">What signs in, for people: <c>the AppRole r-1</c>.</param>
/// <param name="Fix">What to do where it is not accepted.</param>
internal sealed record VaultLogin(string What, string Fix)
{
    private const int LargestToken = 64 * 1024;

    /// <summary>The token that is there; null where a login gives one.</summary>
    public SecretValue? Token { get; private init; }

    /// <summary>Where to log in, below <c>/v1/</c>.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Makes what is sent to log in; it holds secrets.</summary>
    public Func<JsonObject> Body { get; private init; } = static () => [];

    /// <summary>A token of the operator's own.</summary>
    public static VaultLogin With(SecretValue token) =>
        new("the token", "it may have expired, or be of another namespace: 'vault token lookup' tells; put a new one into the bundle with 'hyops secrets set'") { Token = token };

    /// <summary>An AppRole: https://developer.hashicorp.com/vault/api-docs/auth/approle.</summary>
    public static VaultLogin AppRole(VaultAppRoleLogin login, SecretValue secretId) =>
        new($"the AppRole {login.RoleId}", $"make a new secret id (it may be used up or expired): vault write -f auth/{login.Mount}/role/ROLE/secret-id; then: hyops secrets set {login.SecretIdKey}=-")
        {
            Path = $"auth/{login.Mount}/login",
            Body = () => new JsonObject { ["role_id"] = login.RoleId, ["secret_id"] = secretId.Reveal() },
        };

    /// <summary>A service account of Kubernetes: https://developer.hashicorp.com/vault/api-docs/auth/kubernetes.</summary>
    public static VaultLogin Kubernetes(VaultKubernetesLogin login, string tokenFile) =>
        new($"the Kubernetes role {login.Role}", $"check that the role is bound to this service account: vault read auth/{login.Mount}/role/{login.Role}")
        {
            Path = $"auth/{login.Mount}/login",
            Body = () => new JsonObject { ["role"] = login.Role, ["jwt"] = ReadJwt(tokenFile) },
        };

    // Read at each login: the cluster renews the file.
    private static string ReadJwt(string file)
    {
        try
        {
            return Encoding.ASCII.GetString(PrivateFile.Read(file, LargestToken)).Trim();
        }
        catch (FileProblemException unreadable)
        {
            throw new AuthorityException($"the service account's token: {unreadable.Message}", "run within the cluster, or name the token's file in secrets.authority.auth", unreadable);
        }
    }
}
