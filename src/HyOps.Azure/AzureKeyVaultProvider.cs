using System.Runtime.CompilerServices;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;

namespace HyOps.Azure;

/// <summary>Opens Azure Key Vaults through the Azure SDK, which is loaded when the first one is opened and not before.</summary>
public sealed class AzureKeyVaultProvider : ISecretAuthorityProvider
{
    /// <inheritdoc/>
    public string Kind => AuthoritySettings.AzureKeyVault;

    /// <inheritdoc/>
    public ISecretAuthority Open(AuthorityAccess access) => OpenVault(access);

    // On its own: what names types of the SDK loads the SDK.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AzureKeyVaultAuthority OpenVault(AuthorityAccess access) => AzureKeyVaultAuthority.Open(access);
}
