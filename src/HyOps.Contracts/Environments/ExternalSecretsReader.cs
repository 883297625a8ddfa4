using System.Collections.Immutable;
using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads secrets.external_secrets of environment.yml.</summary>
internal sealed class ExternalSecretsReader(MapReader section, AuthoritySettings? authority, ProblemList problems)
{
    private static readonly Dictionary<string, SecretStoreScope> Scopes = new(StringComparer.Ordinal)
    {
        ["cluster"] = SecretStoreScope.Cluster, ["namespace"] = SecretStoreScope.Namespace,
    };

    public static ExternalSecretsSettings? Read(MapReader secrets, AuthoritySettings? authority, ProblemList problems) =>
        secrets.Section("external_secrets") is not { } section ? null
        : new ExternalSecretsReader(section, authority, problems) { AuthorityIsBroken = authority is null && secrets.Node("authority") is not null }.ReadAll();

    // Its own problem tells already.
    private bool AuthorityIsBroken { get; init; }

    private ExternalSecretsSettings? ReadAll()
    {
        var paths = new RelativePathReader(section, problems);
        var manifests = paths.Read("manifests", required: true);
        var crds = paths.Read("crds", required: false);
        var clientId = section.Text("client_id", required: true);
        var tenantId = section.Text("tenant_id") ?? TenantOf(authority?.Login);
        var name = KubernetesNames.ReadName(section, "name", problems, required: false) ?? "azure-key-vault";
        var account = KubernetesNames.ReadName(section, "service_account", problems, required: false) ?? "external-secrets-vault";
        var settings = manifests is null || clientId is null || !HasSource(tenantId) ? null : new ExternalSecretsSettings
        {
            Manifests = manifests, Crds = crds, Name = name, ServiceAccount = account, ClientId = clientId, TenantId = tenantId!, Location = section.Location,
        };
        settings = ReadOptions(settings);
        section.RejectUnknown();
        return settings;
    }

    private ExternalSecretsSettings? ReadOptions(ExternalSecretsSettings? settings)
    {
        var scope = section.Choice("store", Scopes) ?? SecretStoreScope.Cluster;
        var space = KubernetesNames.ReadNamespace(section, "namespace", problems, required: false);
        var controller = KubernetesNames.ReadName(section, "controller", problems, required: false);
        var most = DurationReader.Read(section, "max_refresh", problems) ?? TimeSpan.FromHours(1);
        var refresh = DurationReader.Read(section, "refresh", problems) ?? most;
        var egress = ReadEgress();
        var context = section.Text("kube_context");
        if (refresh > most)
        {
            problems.Error(
                ProblemCodes.RefreshUnverifiable, section.LocationOf("refresh"), $"{section.PathOf("refresh")} is {Duration.Text(refresh)}, longer than max_refresh ({Duration.Text(most)})",
                "Refresh more often; a rotation waits for it before the old version may be disabled.", section.PathOf("refresh"));
        }

        return settings is null ? null : settings with
        {
            Store = scope,
            Namespace = space ?? settings.Namespace,
            Controller = controller ?? settings.Controller,
            Refresh = refresh,
            MaxRefresh = most,
            Egress = egress.IsEmpty ? settings.Egress : egress,
            KubeContext = context,
        };
    }

    private ImmutableArray<string> ReadEgress()
    {
        var networks = section.Texts("egress");
        foreach (var network in networks.Where(network => !network.Contains('/', StringComparison.Ordinal) || !System.Net.IPNetwork.TryParse(network, out _)))
        {
            problems.Error(
                ProblemCodes.BadValue, section.LocationOf("egress"), $"{section.PathOf("egress")} holds '{Shown.Text(network)}', which is no network", "Write networks as CIDR: 10.20.0.0/24.", section.PathOf("egress"));
        }

        return [.. networks.Order(StringComparer.Ordinal)];
    }

    private bool HasSource(string? tenantId)
    {
        var (field, what, fix) = authority switch
        {
            null => ("", "there is no secrets.authority to project", "Describe the authority beside it."),
            { Kind: not AuthoritySettings.AzureKeyVault } => ("", $"the authority is a {authority.Kind}", "Remove external_secrets: manifests for that authority are not rendered here."),
            _ when tenantId is null => ("tenant_id", "neither it nor the authority's login names a tenant", "Add tenant_id: the tenant of the workload identity."),
            _ => ("", "", ""),
        };
        if (what.Length == 0 || AuthorityIsBroken)
        {
            return what.Length == 0;
        }

        problems.Error(ProblemCodes.NothingToProject, section.Location, $"external_secrets cannot be rendered: {what}", fix, field.Length == 0 ? "secrets.external_secrets" : section.PathOf(field));
        return false;
    }

    private static string? TenantOf(AuthorityLogin? login) => login switch
    {
        ClientSecretLogin { TenantId: var tenant } => tenant,
        ClientCertificateLogin { TenantId: var tenant } => tenant,
        WorkloadIdentityLogin { TenantId: var tenant } => tenant,
        AzureCliLogin { TenantId: var tenant } => tenant,
        _ => null,
    };
}
