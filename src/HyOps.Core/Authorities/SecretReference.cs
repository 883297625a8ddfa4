namespace HyOps.Core.Authorities;

/// <summary>A secret in an authority: its name there, and a version where one is pinned. References are no secrets.</summary>
/// <param name="Name">The name: <c>netbox-db-password</c> in Azure Key Vault, <c>team/netbox#password</c> in HashiCorp Vault.</param>
/// <param name="Version">The version, or null for the current one.</param>
public sealed record SecretReference(string Name, string? Version = null)
{
    /// <summary>As a secret map writes it: <c>name</c> or <c>name@version</c>.</summary>
    public override string ToString() => Version is null ? Name : $"{Name}@{Version}";
}
