using HyOps.Core.Authorities;
using HyOps.Core.Environments;

namespace HyOps.Azure;

/// <summary>Opens Azure Key Vaults through the Azure SDK.</summary>
public sealed class AzureKeyVaultProvider : ISecretAuthorityProvider
{
    /// <inheritdoc/>
    public string Kind => AuthoritySettings.AzureKeyVault;

    /// <inheritdoc/>
    public ISecretAuthority Open(AuthorityAccess access) => throw new NotSupportedException();
}
