using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Testing;

namespace HyOps.Eso.Tests;

/// <summary>A project with a module that Kubernetes consumes, and what it renders to.</summary>
internal sealed class RenderedProject : IDisposable
{
    private readonly TempFolder folder = new("eso");

    public RenderedProject(string store = "cluster")
    {
        folder.Write("modules/platform/lab/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "platform/lab/app"
            inputs:
              defaults:
                required_env: [SHOP_DB_PASSWORD, SHOP_API_TOKEN]
            execution: { driver: "config/ansible" }
            consumers:
              kubernetes:
                - namespace: shop
                  secret: shop-env
                  workloads: [deployment/shop, statefulset/shop-db]
                  keys: { DB_PASSWORD: SHOP_DB_PASSWORD, API_TOKEN: SHOP_API_TOKEN }
                  refresh_interval: 15m
                - { namespace: jobs, secret: shop.jobs, keys: { "api-token": SHOP_API_TOKEN } }

            """);
        folder.Write("modules/platform/lab/app/ansible/site.yml", "");
        folder.Write("map.csv", $"shop,SHOP_DB_PASSWORD,shop-db-password\nshop,SHOP_API_TOKEN,shop-api-token@{new string('a', 32)}\n");
        folder.Write("inventories/lab/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: lab
            tier: nonprod
            secrets:
              authority: { kind: azure-key-vault, vault_uri: "https://lab.vault.example/", map: map.csv, auth: { method: azure-cli } }
              external_secrets: { manifests: k8s, store: {{store}}, client_id: 3f1c, tenant_id: 72f9, egress: [0.0.0.0/0, 10.20.0.0/24] }
            phases:
              steady-state: { steps: [{ id: app, module: platform/lab/app }] }

            """);
        Environment = new ContractValidator(Folders).Validate(new ValidationRequest { Environment = EnvironmentName.Parse("lab"), Manifests = false }, CancellationToken.None).Environment!;
        Manifests = ManifestRenderer.Render(Environment);
    }

    public ProjectFolders Folders => ProjectFolders.At(folder.FullPath);

    public EnvironmentDefinition Environment { get; }

    public IReadOnlyList<RenderedManifest> Manifests { get; }

    public string TextOf(string path) => Manifests.Single(manifest => manifest.Path == path).Text;

    /// <summary>What our check says of one file, on its own or as the environment's.</summary>
    public IReadOnlyList<Problem> Check(string yaml, bool inEnvironment = false)
    {
        var problems = new ProblemList();
        var path = folder.Write("one/store.yaml", yaml);
        new ManifestCheck(Folders).Run(new ManifestCheckRequest { Manifests = path, Environment = inEnvironment ? Environment with { ExternalSecrets = null } : null }, problems);
        return problems.ToImmutable();
    }

    public void Dispose() => folder.Dispose();
}
