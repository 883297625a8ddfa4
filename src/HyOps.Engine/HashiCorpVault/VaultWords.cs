using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>What went wrong at a Vault, in words, each with its fix.</summary>
internal static class VaultWords
{
    /// <summary>Whether the answer says that the Vault is sealed.</summary>
    public static bool IsSealed(ProviderAnswer answer) => answer.Status == 503 && answer.Body.Contains("sealed", StringComparison.OrdinalIgnoreCase);

    /// <summary>It is sealed.</summary>
    public static AuthorityException Sealed(Uri vault) => new($"HashiCorp Vault {vault} is sealed", "unseal it: vault operator unseal; 'vault status' tells how many key shares it wants");

    /// <summary>It answers nothing that could be used.</summary>
    public static AuthorityException Unusable(Uri vault, int status, string said) => new($"HashiCorp Vault {vault} answered {status}{(said.Length == 0 ? "" : $": {said}")}", status switch
    {
        429 => "it limits requests ('vault read sys/quotas/config'), or is a standby: lower secrets.authority.parallelism, or name the active node",
        472 or 473 => "it is a standby of another cluster: name the active node or the load balancer in secrets.authority.vault_uri",
        403 => "give the token's policy what it needs: vault token capabilities PATH tells what it has",
        501 => "it is not initialised: vault operator init",
        _ => "look at 'vault status' and the server's log, then run again",
    });

    /// <summary>Why a secret was not given.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="path">Its path.</param>
    /// <param name="answer">The Vault's answer.</param>
    /// <param name="said">Its words.</param>
    /// <param name="settings">Mount and version of the engine.</param>
    public static UnreadSecret Unread(SecretReference reference, KvName path, ProviderAnswer answer, string said, AuthoritySettings settings) => answer.Status switch
    {
        404 when Metadata(answer) is { } metadata => Gone(reference, path, metadata, settings.Mount),
        404 => new(reference, UnreadReason.NotFound, reference.Version is null ? "does not exist" : $"has no version {reference.Version}", $"see what is there: vault kv list -mount={settings.Mount}{Above(path)}; or correct the secret map"),
        403 => new(reference, UnreadReason.Forbidden, "may not be read", $"give the policy: path \"{settings.Mount}/{(settings.KvVersion == 2 ? "data/" : "")}{path.Path}\" {{ capabilities = [\"read\"] }}"),
        400 when said.Contains("version", StringComparison.OrdinalIgnoreCase) => new(reference, UnreadReason.Failed, $"cannot be read: {said}", "check that secrets.authority names the engine's version: vault secrets list -detailed"),
        429 => new(reference, UnreadReason.Throttled, "was not given: the Vault asks to slow down", "lower secrets.authority.parallelism, or raise the quota: vault read sys/quotas/rate-limit/NAME"),
        _ => new(reference, UnreadReason.Failed, $"could not be read: {answer.Status}{(said.Length == 0 ? "" : $": {said}")}", "look at the server's log, then run again"),
    };

    /// <summary>The path is there, and the field is not.</summary>
    public static UnreadSecret NoField(SecretReference reference, KvName path, KvSecret secret, string mount) => secret.Fields.ContainsKey(path.Field)
        ? new(reference, UnreadReason.Failed, $"is no text: its field '{Shown.Text(path.Field)}' holds a list or an object", $"store it as text: vault kv patch -mount={mount} {path.Path} {path.Field}=-")
        : new(
            reference,
            UnreadReason.NotFound,
            $"has no field '{Shown.Text(path.Field)}'; it has {(secret.Fields.Count == 0 ? "none" : string.Join(", ", secret.Fields.Select(one => Shown.Text(one.Key)).Order(StringComparer.Ordinal)))}",
            $"name the field in the secret map ({path.Path}#FIELD), or add it: vault kv patch -mount={mount} {path.Path} {path.Field}=-");

    /// <summary>The name is none.</summary>
    public static UnreadSecret BadName(SecretReference reference) => new(reference, UnreadReason.NotFound, "is no name of a secret here", "write a path below the mount, and a field after '#': team/netbox#password");

    /// <summary>The engine keeps no versions.</summary>
    public static UnreadSecret NoVersions(SecretReference reference, string mount) =>
        new(reference, UnreadReason.NotFound, "is pinned to a version, and a key/value engine of version 1 keeps none", $"take the version out of the secret map, or upgrade the engine: vault kv enable-versioning {mount}/");

    private static JsonObject? Metadata(ProviderAnswer answer) => ((answer.JsonOrNull as JsonObject)?["data"] as JsonObject)?["metadata"] as JsonObject;

    private static UnreadSecret Gone(SecretReference reference, KvName path, JsonObject metadata, string mount)
    {
        var version = metadata["version"]?.ToString() ?? "";
        return metadata["destroyed"]?.ToString() is "true"
            ? new(reference, UnreadReason.NotFound, $"is destroyed in version {version}: its value is gone for ever", $"write it anew: vault kv put -mount={mount} {path.Path} {path.Field}=-; or pin an older version in the secret map")
            : new(reference, UnreadReason.Deleted, $"is deleted in version {version}", $"recover it: vault kv undelete -mount={mount} -versions={version} {path.Path}");
    }

    private static string Above(KvName path) => path.Path.Contains('/', StringComparison.Ordinal) ? $" {path.Path[..path.Path.LastIndexOf('/')]}" : "";
}
