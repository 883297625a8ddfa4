using HyOps.Contracts.Reading;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Environments;

/// <summary>Reads secrets.authority.auth: how to sign in. The method is written down, as a guessing chain is slow and may sign in as somebody else.</summary>
internal sealed class LoginReader(MapReader authority, ProblemList problems)
{
    private static readonly string[] EntraMethods = ["client-secret", "client-certificate", "workload-identity", "managed-identity", "azure-cli"];
    private static readonly string[] VaultMethods = ["token", "approle", "kubernetes"];

    public AuthorityLogin? Read(string kind)
    {
        if (authority.Section("auth", required: true) is not { } auth)
        {
            return null;
        }

        var words = kind == AuthoritySettings.AzureKeyVault ? EntraMethods : VaultMethods;
        var method = auth.Choice("method", words.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal), required: true);
        var login = method is null ? null
            : kind == AuthoritySettings.AzureKeyVault ? ReadEntra(auth, words[method.Value])
            : ReadVault(auth, words[method.Value]);
        if (method is not null)
        {
            auth.RejectUnknown();
        }

        return login;
    }

    private EntraLogin? ReadEntra(MapReader auth, string method)
    {
        EntraLogin? login = method switch
        {
            "client-secret" => (Tenant(), Client(), Key(auth, "client_secret_env")) is ({ } tenant, { } client, { } key) ? new ClientSecretLogin(tenant, client, key) : null,
            "client-certificate" => (Tenant(), Client(), Key(auth, "certificate_env")) is ({ } tenant, { } client, { } key) ? new ClientCertificateLogin(tenant, client, key) : null,
            "workload-identity" => (Tenant(), Client(), auth.Text("token_file")) is ({ } tenant, { } client, var file) ? new WorkloadIdentityLogin(tenant, client, file) : null,
            "managed-identity" => new ManagedIdentityLogin(auth.Text("client_id")),
            _ => new AzureCliLogin(auth.Text("tenant_id")),
        };
        var host = new AddressReader(auth, problems).Read("authority_host");
        var undiscovered = auth.Boolean("disable_instance_discovery") ?? false;
        return login is null ? null : login with { AuthorityHost = host, DisableInstanceDiscovery = undiscovered };

        string? Tenant() => auth.Text("tenant_id", required: true);
        string? Client() => auth.Text("client_id", required: true);
    }

    private AuthorityLogin? ReadVault(MapReader auth, string method) => method switch
    {
        "token" => Key(auth, "token_env") is { } key ? new VaultTokenLogin(key) : null,
        "approle" => (auth.Text("role_id", required: true), Key(auth, "secret_id_env"), auth.Text("mount") ?? "approle") is ({ } role, { } key, var mount)
            ? new VaultAppRoleLogin(role, key, mount) : null,
        _ => (auth.Text("role", required: true), auth.Text("token_file") ?? KubernetesToken, auth.Text("mount") ?? "kubernetes") is ({ } role, var file, var mount)
            ? new VaultKubernetesLogin(role, file, mount) : null,
    };

    private const string KubernetesToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private SecretName? Key(MapReader auth, string field) => new KeyListReader(auth, problems).ReadOne(field, required: true);
}
