using System.Text.Json.Nodes;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// The stores, and the service accounts as which they read the vault. Workload identity: no credential is stored in the cluster, see
/// https://external-secrets.io/latest/provider/azure-key-vault/.
/// </summary>
internal sealed class StoreManifests(ExternalSecretsSettings settings, AuthoritySettings authority, EnvironmentName environment)
{
    public IEnumerable<JsonObject> All(IReadOnlyCollection<ProjectedSecret> secrets) =>
        ManifestObjects.Homes(settings, secrets).Select(ServiceAccount)
            .Concat(settings.Store is SecretStoreScope.Cluster ? [ClusterStore(secrets)] : ManifestObjects.Namespaces(secrets).Select(NamespaceStore));

    private JsonObject ServiceAccount(string space)
    {
        var account = ManifestObjects.Create("v1", "ServiceAccount", settings.ServiceAccount, space, environment, new JsonObject
        {
            ["azure.workload.identity/client-id"] = settings.ClientId,
            ["azure.workload.identity/tenant-id"] = settings.TenantId,
        });

        // The operator asks for a token by name; nothing that runs as this account needs one mounted.
        account["automountServiceAccountToken"] = false;
        return account;
    }

    private JsonObject ClusterStore(IReadOnlyCollection<ProjectedSecret> secrets)
    {
        var store = Store("ClusterSecretStore", null, new JsonObject { ["name"] = settings.ServiceAccount, ["namespace"] = settings.Namespace });
        var spaces = ManifestObjects.Namespaces(secrets).ToList();

        // An empty list of conditions would mean every namespace.
        store["spec"]!["conditions"] = ManifestObjects.List(new JsonObject { ["namespaces"] = ManifestObjects.Texts(spaces.Count > 0 ? spaces : [settings.Namespace]) });
        return store;
    }

    private JsonObject NamespaceStore(string space) => Store("SecretStore", space, new JsonObject { ["name"] = settings.ServiceAccount });

    private JsonObject Store(string kind, string? space, JsonObject account)
    {
        var store = ManifestObjects.Create(ManifestRenderer.ApiVersion, kind, settings.Name, space, environment);
        store["spec"] = new JsonObject
        {
            ["provider"] = new JsonObject
            {
                ["azurekv"] = new JsonObject
                {
                    ["authType"] = "WorkloadIdentity",
                    ["environmentType"] = CloudOf(authority.VaultUri.Host),
                    ["serviceAccountRef"] = account,
                    ["tenantId"] = settings.TenantId,
                    ["vaultUrl"] = authority.VaultUri.AbsoluteUri.TrimEnd('/'),
                },
            },
        };
        return store;
    }

    private static string CloudOf(string host) =>
        host.EndsWith(".vault.azure.cn", StringComparison.OrdinalIgnoreCase) ? "ChinaCloud"
        : host.EndsWith(".vault.usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) ? "USGovernmentCloud"
        : "PublicCloud";
}
