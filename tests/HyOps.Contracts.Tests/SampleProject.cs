using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Testing;

namespace HyOps.Contracts.Tests;

/// <summary>A project with an environment 'lab' of two modules, in which nothing is wrong until a test makes it so.</summary>
public sealed class SampleProject : IDisposable
{
    public const string NetSpec = "modules/core/lab/net/spec.yml";
    public const string AppSpec = "modules/platform/lab/app/spec.yml";
    public const string Environment = "inventories/lab/environment.yml";
    public const string NetInputs = "inventories/lab/inputs/net.yml";
    public const string AppInputs = "inventories/lab/inputs/app.yml";

    private readonly TempFolder folder = new("contracts");

    public SampleProject()
    {
        WriteModules();
        WriteEnvironment();
    }

    public string Root => folder.FullPath;

    public ProjectFolders Folders => ProjectFolders.At(folder.FullPath);

    public static EnvironmentName Lab { get; } = EnvironmentName.Parse("lab");

    public static ModuleRef App { get; } = ModuleRef.Parse("platform/lab/app");

    public string At(string relative) => folder.At(relative);

    public string Write(string relative, string text) => folder.Write(relative, text);

    public void WriteBytes(string relative, byte[] bytes)
    {
        folder.Write(relative, "");
        File.WriteAllBytes(At(relative), bytes);
    }

    /// <summary>Changes a piece of a file; the piece must be there, or the test is wrong.</summary>
    public SampleProject Replace(string relative, string piece, string by)
    {
        var text = File.ReadAllText(At(relative));
        Assert.Contains(piece, text, StringComparison.Ordinal);
        File.WriteAllText(At(relative), text.Replace(piece, by, StringComparison.Ordinal));
        return this;
    }

    public SampleProject Append(string relative, string text)
    {
        File.AppendAllText(At(relative), text);
        return this;
    }

    /// <summary>Gives the environment a rule of guardrails; what is asked of an attribute comes first.</summary>
    public SampleProject WithRule(string condition, string resource = "azurerm_*") =>
        Append(Environment, $"guardrails:\n  rules: [{{ {condition}action: any, verdict: deny, reason: why, resource: {resource} }}]\n");

    /// <summary>Gives the environment a recovery of these steps.</summary>
    public SampleProject WithRunbook(string steps) => Append(Environment, $"  dr:\n    targets: {{ recovery_time: 5m }}\n    steps:\n      [{steps}]\n");

    /// <summary>Gives the environment a recovery of one module, and what it rests on.</summary>
    public SampleProject WithFreshness(string entries) =>
        Append(Environment, $"  dr:\n    freshness:\n      [{entries}]\n    steps: [{{ id: restore, module: core/lab/net }}, {{ id: well, kind: verify, probe: {{ command: ['true'] }} }}]\n");

    /// <summary>Gives the environment an authority with a secret map.</summary>
    public SampleProject WithAuthority(string map, string scope = "all")
    {
        Write("secrets/map.csv", map);
        return Append(Environment, $"""
            secrets:
              authority:
                kind: azure-key-vault
                vault_uri: "https://lab.vault.example/"
                map: secrets/map.csv
                auth:
                  method: azure-cli
                scope: {scope}

            """);
    }

    /// <summary>A store and a projection in which nothing is wrong.</summary>
    public const string GoodProjection = """
        apiVersion: external-secrets.io/v1
        kind: SecretStore
        metadata: { name: vault, namespace: shop }
        spec:
          provider:
            azurekv: { tenantId: t, vaultUrl: "https://lab.vault.example" }
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: { name: shop-env, namespace: shop }
        spec:
          refreshPolicy: Periodic
          refreshInterval: 15m
          secretStoreRef: { kind: SecretStore, name: vault }
          target: { name: shop-env, creationPolicy: Owner }
          data:
            - { secretKey: A, remoteRef: { key: app-db } }

        """;

    /// <summary>Gives the module app a consumer.</summary>
    public SampleProject WithConsumer(string key, string more = "") =>
        Append(AppSpec, $"consumers:\n  kubernetes:\n    - {{ namespace: shop, secret: shop-env, keys: {{ A: {key} }}{more} }}\n");

    /// <summary>Gives the environment external secrets, with manifests that were written by hand.</summary>
    public SampleProject WithExternalSecrets(string map = "lab,APP_DB_PASSWORD,app-db\n", string? manifests = null, string? tenant = "t", string extra = "")
    {
        WithAuthority(map);
        Directory.CreateDirectory(At("k8s"));
        if (manifests is not null)
        {
            Write("k8s/a.yaml", manifests);
        }

        return Append(Environment, $"  external_secrets:\n    manifests: k8s\n    client_id: c\n{(tenant is null ? "" : $"    tenant_id: {tenant}\n")}{extra}");
    }

    public ValidationResult Validate(ValidationRequest? request = null) =>
        new ContractValidator(Folders).Validate(request ?? new ValidationRequest { Environment = Lab }, TestContext.Current.CancellationToken);

    /// <summary>The one problem that there is.</summary>
    public Problem Only(ValidationRequest? request = null) => Assert.Single(Validate(request).Problems);

    public void Dispose() => folder.Dispose();

    private void WriteModules()
    {
        Write(NetSpec, """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/lab/net"
            metadata: { title: "Net", description: "Plans addresses." }
            inputs:
              defaults:
                cidr: "10.0.0.0/16"
                zones: [a, b]
            execution: { driver: "iac/terraform" }
            outputs: { publish: [address, zone_names] }

            """);
        Write(AppSpec, """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "platform/lab/app"
            inputs:
              defaults:
                address: ""
                port: 8080
                tls: false
                backend: none
                mode: ""
                apps: {}
                hosts: []
                required_env: ["APP_DB_PASSWORD"]
                db_password_env: "APP_DB_PASSWORD"
                s3_key_env: ""
              env_contract:
                - when: { backend: s3 }
                  requires: [s3_key_env]
            execution: { driver: "config/ansible" }
            outputs: { publish: [url] }

            """);
        Write("modules/core/lab/net/terraform/main.tf", "");
        Write("modules/platform/lab/app/ansible/site.yml", "");
    }

    private void WriteEnvironment()
    {
        Write(NetInputs, "cidr: \"10.1.0.0/16\"\n");
        Write(AppInputs, "port: 9090\n");
        Write(Environment, """
            api_version: hybridops/v1
            kind: Environment
            name: lab
            tier: nonprod
            tools: { terraform: ">=1.6 <2" }
            phases:
              bootstrap:
                steps:
                  - { id: net, module: core/lab/net, inputs: inputs/net.yml }
                  - id: app
                    module: platform/lab/app
                    inputs: inputs/app.yml
                    needs: [net]
                    with: { address: "${steps.net.outputs.address}" }

            """);
    }
}
