using HyOps.Core.Authorities;
using HyOps.Core.Environments;

namespace HyOps.Azure.Failures;

/// <summary>Who may do what, and the commands that allow it.</summary>
internal sealed class Permissions(AuthorityAccess access)
{
    /// <summary>The vault's name for the Azure CLI: <c>kv-drill</c> of <c>kv-drill.vault.azure.net</c>.</summary>
    public string Vault => access.Settings.VaultUri.Host.Split('.')[0];

    public static string Role(VaultAction action) => action is VaultAction.Get or VaultAction.List ? "Key Vault Secrets User" : "Key Vault Secrets Officer";

    public string RoleFix(VaultAction action) =>
        $"give it the role: az role assignment create --role \"{Role(action)}\" --assignee {Assignee} --scope \"$(az keyvault show --name {Vault} --query id --output tsv)\"; it takes some minutes to be heeded";

    public string PolicyFix(VaultAction action) =>
        $"allow it: az keyvault set-policy --name {Vault} {(access.Settings.Login is AzureCliLogin ? "--object-id" : "--spn")} {Assignee} --secret-permissions {(action is VaultAction.Set or VaultAction.Update ? "get list set" : "get list")}";

    /// <summary>Who asks, for the Azure CLI. A system-assigned identity and a person have no id that we know.</summary>
    private string Assignee => access.Settings.Login switch
    {
        ClientSecretLogin login => login.ClientId,
        ClientCertificateLogin login => login.ClientId,
        WorkloadIdentityLogin login => login.ClientId,
        ManagedIdentityLogin { ClientId: { } client } => client,
        ManagedIdentityLogin => "<the machine's principal id: az vm identity show>",
        _ => "\"$(az ad signed-in-user show --query id --output tsv)\"",
    };
}
