using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>Opens HashiCorp Vaults, over HTTPS: https://developer.hashicorp.com/vault/api-docs.</summary>
public sealed class HashiCorpVaultProvider : ISecretAuthorityProvider
{
    /// <inheritdoc/>
    public string Kind => AuthoritySettings.HashiCorpVault;

    /// <inheritdoc/>
    public ISecretAuthority Open(AuthorityAccess access)
    {
        if (access.Settings.VaultUri.Scheme != Uri.UriSchemeHttps)
        {
            throw new AuthorityException($"{access.Settings.VaultUri}: tokens and values would cross the network in clear", "name an address that starts with https:// in secrets.authority");
        }

        return new HashiCorpVaultAuthority(access, LoginOf(access));
    }

    private static VaultLogin LoginOf(AuthorityAccess access) => access.Settings.Login switch
    {
        VaultTokenLogin login => VaultLogin.With(Key(access, login.TokenKey)),
        VaultAppRoleLogin login => VaultLogin.AppRole(login, Key(access, login.SecretIdKey)),
        VaultKubernetesLogin login => VaultLogin.Kubernetes(login, Path.GetFullPath(login.TokenFile, access.ProjectRoot)),
        var other => throw new AuthorityException($"{access.Settings.Location}: HashiCorp Vault knows no login '{other.Method}'", "name token, approle or kubernetes in secrets.authority.auth"),
    };

    private static SecretValue Key(AuthorityAccess access, SecretName key) => access.Credentials.TryGet(key, out var value) && !value.IsEmpty
        ? value
        : throw new AuthorityException($"{access.Settings.Location}: {key}, which signs in to HashiCorp Vault, is missing", $"hyops secrets set {key}=-");
}
