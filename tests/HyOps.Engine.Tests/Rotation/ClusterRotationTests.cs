using HyOps.Core;
using HyOps.Engine.Rotation;

namespace HyOps.Engine.Tests.Rotation;

/// <summary>A cluster that follows, or does not, behind a kubectl that answers from files.</summary>
public sealed class ClusterRotationTests
{
    private const string Consumers = """
        consumers:
          kubernetes:
            - { namespace: shop, secret: shop-env, workloads: [deployment/shop], keys: { DB_PASSWORD: APP_DB_PASSWORD } }
        """;

    [Fact]
    public async Task A_cluster_that_follows_is_verified_and_one_that_does_not_keeps_the_old_version()
    {
        using var world = Create("    kube_context: lab-cluster");
        Cluster(world, "2020-01-01T00:00:00Z", generation: 3);

        var behind = await world.RotateAsync();
        Cluster(world, "2999-01-01T00:00:00Z", generation: 3);
        var notRestarted = await world.RotateAsync(options => options with { Resume = true });
        Cluster(world, "2999-01-01T00:00:00Z", generation: 4);
        var followed = await world.RotateAsync(options => options with { Resume = true, Sync = true });

        Assert.Equal(ExitCode.Refused, behind.ExitCode);
        Assert.Contains("before the new version", Of(behind, ConsumerKind.ExternalSecret).Detail, StringComparison.Ordinal);
        Assert.Equal(ConsumerStatus.Verified, Of(notRestarted, ConsumerKind.ExternalSecret).Status);
        Assert.Contains("not been restarted", Of(notRestarted, ConsumerKind.Workload).Detail, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, followed.ExitCode);
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        var calls = await File.ReadAllLinesAsync(world.World.Folder.At("kubectl.log"), TestContext.Current.CancellationToken);
        Assert.All(calls, call => Assert.StartsWith("--context lab-cluster ", call, StringComparison.Ordinal));
        Assert.Contains(calls, call => call.Contains("annotate externalsecrets.external-secrets.io shop-env --namespace shop force-sync=rotate-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_is_not_named_is_not_asked_and_leaves_consumers_unverified()
    {
        using var world = Create("");
        Cluster(world, "2999-01-01T00:00:00Z", generation: 4);

        var result = await world.RotateAsync();

        Assert.Equal((ExitCode.Refused, RotationStage.Applied), (result.ExitCode, result.Keys[0].State!.Stage));
        Assert.Contains("kube_context", Of(result, ConsumerKind.ExternalSecret).Detail, StringComparison.Ordinal);
        Assert.Equal([true, true], world.Versions.Select(version => version.Enabled));
        Assert.False(File.Exists(world.World.Folder.At("kubectl.log")));
    }

    [Fact]
    public async Task What_is_missing_in_the_cluster_is_told_before_anything_changes_unless_a_reason_is_given()
    {
        using var world = Create("    kube_context: lab-cluster");
        world.World.Folder.WriteScript("tools/kubectl", "echo 'Error from server (NotFound): externalsecrets \"shop-env\" not found' >&2; exit 1");

        var planned = await world.RotateAsync(options => options with { Plan = true });
        var refused = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync());
        var begun = File.Exists(world.StateFile);
        var versions = world.Versions.Count;
        var forced = await world.RotateAsync(options => options with { DisableUnverified = true, Reason = "the cluster is not built yet" });

        Assert.Equal(2, planned.Keys[0].Plan.Obstacles.Count);
        Assert.Contains("ExternalSecret shop/shop-env is not in the cluster (lab-cluster)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("hyops eso render --env lab", refused.NextStep, StringComparison.Ordinal);
        Assert.Equal((false, 1), (begun, versions));
        Assert.Equal(ExitCode.Ok, forced.ExitCode);
        Assert.Equal(ConsumerStatus.Unverified, Of(forced, ConsumerKind.ExternalSecret).Status);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_told_before_anything_changes()
    {
        using var world = Create("    kube_context: lab-cluster");
        world.World.Folder.WriteScript("tools/kubectl", "echo 'The connection to the server was refused' >&2; exit 1");

        var refused = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync());

        Assert.Contains("cannot be asked in the cluster (lab-cluster): kubectl failed (exit 1): The connection", refused.Message, StringComparison.Ordinal);
        Assert.Single(world.Versions);
    }

    private static RotationWorld Create(string context) => new(Consumers, $"  external_secrets:\n    manifests: k8s\n    client_id: c\n{context}");

    private static RotationConsumer Of(RotationResult result, ConsumerKind kind) => result.Keys[0].Plan.Consumers.Single(consumer => consumer.Kind == kind);

    private static void Cluster(RotationWorld world, string refreshed, int generation) => world.World.Folder.WriteScript("tools/kubectl", $$$"""
        echo "$*" >> '{{{world.World.Folder.At("kubectl.log")}}}'
        case "$*" in
          *deployment*) echo '{"metadata":{"generation":{{{generation}}}},"spec":{"replicas":2},"status":{"observedGeneration":{{{generation}}},"updatedReplicas":2,"availableReplicas":2}}' ;;
          *) echo '{"status":{"refreshTime":"{{{refreshed}}}","conditions":[{"type":"Ready","status":"True"}]}}' ;;
        esac
        """);
}
