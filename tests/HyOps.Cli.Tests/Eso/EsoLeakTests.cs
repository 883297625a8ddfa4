using HyOps.Testing;

namespace HyOps.Cli.Tests.Eso;

/// <summary>What is rendered are references: a value that the bundle has is nowhere in it.</summary>
public sealed class EsoLeakTests
{
    private const string Canary = "canary-of-the-bundle-93ae41";

    [Fact(Timeout = 60_000)]
    public async Task A_value_of_the_bundle_is_in_no_rendered_file_and_in_nothing_that_is_said()
    {
        using var world = new TestWorld();
        Write(world);
        var set = await Called.InAsync(world, world.Surroundings(input: Canary), ["secrets", "set", "DB_PASSWORD=-", "--env", "local"]);
        var shown = await Called.Async(world, "secrets", "show", "--reveal", "DB_PASSWORD", "--env", "local");

        var rendered = await Called.Async(world, "eso", "render", "--env", "local");
        var asJson = await Called.Async(world, "eso", "render", "--env", "local", "--dry-run", "--json");
        var check = await Called.Async(world, "eso", "check", "--env", "local");

        Assert.True(set.ExitCode == 0, set.Error);
        Assert.Equal(Canary, shown.Output);
        Assert.All([rendered, asJson, check], called => Assert.True(called.ExitCode == 0, called.Output + called.Error));
        Assert.All([rendered, asJson, check], called => Assert.DoesNotContain(Canary, called.Output + called.Error, StringComparison.Ordinal));
        var files = Directory.GetFiles(world.Folder.At("k8s"), "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("shop.shop-env.yaml", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(Canary, File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static void Write(TestWorld world)
    {
        world.Folder.Write("modules/core/test/app/terraform/main.tf", "");
        world.Folder.Write("modules/core/test/app/spec.yml", """
            api_version: hybridops/v1
            kind: ModuleSpec
            module_ref: "core/test/app"
            inputs: { defaults: { required_env: [DB_PASSWORD] } }
            execution: { driver: "iac/terraform" }
            consumers:
              kubernetes:
                - { namespace: shop, secret: shop-env, workloads: [deployment/shop], keys: { PASSWORD: DB_PASSWORD } }

            """);
        world.Folder.Write("map.csv", "shop,DB_PASSWORD,db-password\n");
        world.Folder.Write("inventories/local/environment.yml", """
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            phases:
              steady-state:
                steps: [{ id: app, module: core/test/app }]
            secrets:
              authority:
                kind: azure-key-vault
                vault_uri: "https://lab.vault.azure.net/"
                map: map.csv
                auth: { method: azure-cli, tenant_id: t }
              external_secrets: { manifests: k8s, client_id: c }

            """);
    }
}
