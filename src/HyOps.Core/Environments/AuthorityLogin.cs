using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>How to sign in to an authority: secrets.authority.auth of environment.yml. Secrets are named, never written there.</summary>
public abstract record AuthorityLogin
{
    /// <summary>The method's word in environment.yml: <c>client-secret</c>.</summary>
    public abstract string Method { get; }

    /// <summary>The keys of the bundle that signing in needs.</summary>
    public virtual IReadOnlyList<SecretName> Keys => [];
}

/// <summary>A login of Microsoft Entra ID.</summary>
public abstract record EntraLogin : AuthorityLogin
{
    /// <summary>Where tokens come from; null is the public cloud's <c>https://login.microsoftonline.com/</c>.</summary>
    public Uri? AuthorityHost { get; init; }

    /// <summary>
    /// Whether the authority host is used as it is, without asking the public cloud whether it is known: for private clouds, and servers on loopback.
    /// </summary>
    public bool DisableInstanceDiscovery { get; init; }
}

/// <summary>An application with a client secret.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ClientId">The application.</param>
/// <param name="SecretKey">The key of the bundle that holds the client secret.</param>
public sealed record ClientSecretLogin(string TenantId, string ClientId, SecretName SecretKey) : EntraLogin
{
    /// <inheritdoc/>
    public override string Method => "client-secret";

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => [SecretKey];
}

/// <summary>An application with a certificate.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ClientId">The application.</param>
/// <param name="CertificateKey">The key of the bundle that holds certificate and private key, as PEM.</param>
public sealed record ClientCertificateLogin(string TenantId, string ClientId, SecretName CertificateKey) : EntraLogin
{
    /// <inheritdoc/>
    public override string Method => "client-certificate";

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => [CertificateKey];
}

/// <summary>A federated token, as Kubernetes projects it.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ClientId">The application or managed identity.</param>
/// <param name="TokenFile">The token's file; null reads <c>AZURE_FEDERATED_TOKEN_FILE</c>.</param>
public sealed record WorkloadIdentityLogin(string TenantId, string ClientId, string? TokenFile) : EntraLogin
{
    /// <inheritdoc/>
    public override string Method => "workload-identity";
}

/// <summary>The identity of the machine that runs this.</summary>
/// <param name="ClientId">A user-assigned identity; null is the system-assigned one.</param>
public sealed record ManagedIdentityLogin(string? ClientId) : EntraLogin
{
    /// <inheritdoc/>
    public override string Method => "managed-identity";
}

/// <summary>Whoever is signed in to the Azure CLI.</summary>
/// <param name="TenantId">The tenant; null is the CLI's current one.</param>
public sealed record AzureCliLogin(string? TenantId) : EntraLogin
{
    /// <inheritdoc/>
    public override string Method => "azure-cli";
}

/// <summary>HashiCorp Vault: a token.</summary>
/// <param name="TokenKey">The key of the bundle that holds it.</param>
public sealed record VaultTokenLogin(SecretName TokenKey) : AuthorityLogin
{
    /// <inheritdoc/>
    public override string Method => "token";

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => [TokenKey];
}

/// <summary>HashiCorp Vault: an AppRole.</summary>
/// <param name="RoleId">The role's id.</param>
/// <param name="SecretIdKey">The key of the bundle that holds the secret id.</param>
/// <param name="Mount">Where the method is mounted: <c>approle</c>.</param>
public sealed record VaultAppRoleLogin(string RoleId, SecretName SecretIdKey, string Mount) : AuthorityLogin
{
    /// <inheritdoc/>
    public override string Method => "approle";

    /// <inheritdoc/>
    public override IReadOnlyList<SecretName> Keys => [SecretIdKey];
}

/// <summary>HashiCorp Vault: a Kubernetes service account.</summary>
/// <param name="Role">The role.</param>
/// <param name="TokenFile">The service account token's file.</param>
/// <param name="Mount">Where the method is mounted: <c>kubernetes</c>.</param>
public sealed record VaultKubernetesLogin(string Role, string TokenFile, string Mount) : AuthorityLogin
{
    /// <inheritdoc/>
    public override string Method => "kubernetes";
}
