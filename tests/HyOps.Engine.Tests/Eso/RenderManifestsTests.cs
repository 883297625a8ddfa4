using HyOps.Core.Environments;
using HyOps.Engine.Eso;
using HyOps.Engine.Tests.Rotation;

namespace HyOps.Engine.Tests.Eso;

public sealed class RenderManifestsTests
{
    private const string Consumers = """
        consumers:
          kubernetes:
            - { namespace: shop, secret: shop-env, workloads: [deployment/shop], keys: { DB_PASSWORD: APP_DB_PASSWORD } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_contracts_give_the_same_bytes_and_no_value_is_in_them()
    {
        using var world = Create();

        var first = Render(world);
        var bytes = Texts(world);
        var second = Render(world);

        Assert.All(first.Files, file => Assert.Equal(RenderOutcome.Created, file.Outcome));
        Assert.All(second.Files, file => Assert.Equal(RenderOutcome.Unchanged, file.Outcome));
        Assert.Equal(bytes, Texts(world));
        Assert.All(bytes.Values, text => Assert.DoesNotContain(RotationWorld.OldValue, text, StringComparison.Ordinal));
        Assert.All(bytes.Values, text => Assert.DoesNotContain('\r', text));
        Assert.True(Check(world).Ok);
        Assert.Empty(Check(world).Problems);
        Assert.Empty(world.Authority.Inner.Calls);
    }

    [Fact]
    public void What_nothing_asks_for_any_more_is_removed_and_files_of_others_stay()
    {
        using var world = Create();
        Render(world);
        var foreign = world.World.Folder.Write("project/k8s/own.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: own }\n");
        var spec = world.World.Folder.At("project/modules/core/test/app/spec.yml");
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("secret: shop-env", "secret: shop-env2", StringComparison.Ordinal));

        var outdated = Check(world);
        var result = Render(world);

        Assert.False(outdated.Ok);
        Assert.All(outdated.Problems, problem => Assert.Equal("HYO1512", problem.Code));
        Assert.Equal(result.Files.Select(file => file.Path).Order(StringComparer.Ordinal), result.Files.Select(file => file.Path));
        Assert.Equal(RenderOutcome.Removed, result.Files.Single(file => file.Path == "external-secrets/shop.shop-env.yaml").Outcome);
        Assert.True(File.Exists(foreign));
        Assert.True(Check(world).Ok);
    }

    [Fact]
    public void A_dry_run_writes_nothing_and_a_file_of_others_is_not_overwritten()
    {
        using var world = Create();

        var dry = new RenderManifests(world.World.Surroundings()).Run(Options(world) with { DryRun = true }, Token);
        var before = Directory.Exists(world.World.Folder.At("project/k8s"));
        world.World.Folder.Write("project/k8s/store.yaml", "kind: mine\n");

        Assert.NotEmpty(dry.Files);
        Assert.False(before);
        Assert.Throws<EsoException>(() => Render(world));
        Assert.Equal("kind: mine\n", File.ReadAllText(world.World.Folder.At("project/k8s/store.yaml")));
        Assert.Single(Texts(world));
    }

    private static RotationWorld Create() => new(Consumers, "  external_secrets: { manifests: k8s, client_id: c }");

    private static RenderOptions Options(RotationWorld world) => new() { Environment = EnvironmentName.Parse("lab"), Project = world.World.Folder.At("project") };

    private static RenderResult Render(RotationWorld world) => new RenderManifests(world.World.Surroundings()).Run(Options(world), Token);

    private static ManifestCheckResult Check(RotationWorld world) =>
        new CheckManifests(world.World.Surroundings()).Run(new CheckOptions { Environment = EnvironmentName.Parse("lab"), Project = world.World.Folder.At("project") }, Token);

    private static SortedDictionary<string, string> Texts(RotationWorld world) => new(
        Directory.EnumerateFiles(world.World.Folder.At("project/k8s"), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);
}
