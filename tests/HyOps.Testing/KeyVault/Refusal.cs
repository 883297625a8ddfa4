namespace HyOps.Testing.KeyVault;

/// <summary>Why a request is refused, in Key Vault's forms.</summary>
public enum Refusal
{
    /// <summary>No role assignment allows it (the vault uses RBAC).</summary>
    Rbac,

    /// <summary>No access policy allows it.</summary>
    AccessPolicy,

    /// <summary>The vault's firewall does not let the client in.</summary>
    Firewall,

    /// <summary>The vault has no public network access.</summary>
    PrivateLink,

    /// <summary>The vault fails.</summary>
    ServerError,
}
