using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Canary;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Rotation;

/// <summary>
/// Asks the cluster, through kubectl, how far ExternalSecrets and workloads are. Only the context that environment.yml names is asked: kubectl's
/// current one may be another environment's cluster.
/// </summary>
/// <param name="settings">secrets.external_secrets.</param>
/// <param name="runner">Starts kubectl.</param>
/// <param name="world">The world.</param>
/// <param name="canary">The run's synthetic secret.</param>
internal sealed class ClusterWatch(ExternalSecretsSettings? settings, ICommandRunner runner, Surroundings world, SecretValue canary)
{
    private const string ExternalSecrets = "externalsecrets.external-secrets.io";

    // Every request has an end of its own, and the child one beyond it.
    private const string RequestTimeout = "--request-timeout=15s";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Why the cluster cannot be asked; null where it can.</summary>
    public string? WhyNot =>
        settings?.KubeContext is null ? "environment.yml names no kube_context in secrets.external_secrets"
        : ProgramSearch.Find("kubectl", world.Variables.GetValueOrDefault("PATH")) is null ? "there is no kubectl on PATH"
        : null;

    /// <summary>Where consumers are now, by <see cref="RotationConsumer.Id"/>: what is beyond it later has followed. Those that cannot be asked are not in it.</summary>
    public async Task<SortedDictionary<string, string>> ObserveAsync(IEnumerable<RotationConsumer> consumers, CancellationToken cancellationToken)
    {
        var observed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var consumer in WhyNot is null ? consumers.Where(consumer => consumer.Projection is not null) : [])
        {
            if ((await GetAsync(consumer, cancellationToken).ConfigureAwait(false)).Object is { } found)
            {
                observed[consumer.Id] = consumer.Workload is null ? RefreshOf(found) : GenerationOf(found).ToString(CultureInfo.InvariantCulture);
            }
        }

        return observed;
    }

    /// <summary>Why a consumer cannot follow a new version: it is not there, or the cluster does not answer. Null where it can, or where nobody can be asked.</summary>
    public async Task<string?> ObstacleAsync(RotationConsumer consumer, CancellationToken cancellationToken)
    {
        if (WhyNot is not null)
        {
            return null;
        }

        var (found, error) = await GetAsync(consumer, cancellationToken).ConfigureAwait(false);
        return found is not null ? null
            : error!.Contains("(NotFound)", StringComparison.Ordinal) ? $"{RotationWords.Of(consumer.Kind)} {consumer.Name} is not in the cluster ({settings!.KubeContext}), so it cannot follow"
            : $"{RotationWords.Of(consumer.Kind)} {consumer.Name} cannot be asked in the cluster ({settings!.KubeContext}): {error}";
    }

    /// <summary>Tells the operator to read the authority now.</summary>
    public async Task SyncAsync(RotationConsumer consumer, string run, CancellationToken cancellationToken)
    {
        var projection = consumer.Projection!;
        await RunAsync(
            ["annotate", ExternalSecrets, projection.Secret, "--namespace", projection.Namespace, $"force-sync={run}", "--overwrite"], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a consumer has followed.</summary>
    public async Task<RotationConsumer> CheckAsync(RotationConsumer consumer, RotationState state, CancellationToken cancellationToken)
    {
        if (WhyNot is { } why)
        {
            return consumer with { Status = ConsumerStatus.Unverified, Detail = why };
        }

        var (found, error) = await GetAsync(consumer, cancellationToken).ConfigureAwait(false);
        var detail = found is null ? error : consumer.Workload is null ? ProblemOfProjection(found, consumer, state) : ProblemOfWorkload(found, consumer, state);
        return consumer with { Status = detail is null ? ConsumerStatus.Verified : ConsumerStatus.Unverified, Detail = detail };
    }

    private static string? ProblemOfProjection(JsonNode found, RotationConsumer consumer, RotationState state)
    {
        var ready = (found["status"]?["conditions"] as JsonArray)?.FirstOrDefault(condition => condition?["type"]?.ToString() == "Ready");
        if (ready?["status"]?.ToString() != "True")
        {
            return $"is not ready: {ready?["reason"] ?? "no condition yet"}";
        }

        var refreshed = RefreshOf(found);
        return !DateTimeOffset.TryParse(refreshed, CultureInfo.InvariantCulture, out var time) ? "has not been refreshed yet"
            : refreshed == state.Observed.GetValueOrDefault(consumer.Id) || time <= (state.WrittenOn ?? state.Started) ? $"was refreshed last at {refreshed}, before the new version"
            : null;
    }

    // Reloader changes the pod template, and that the generation; then every replica must be a new one.
    private static string? ProblemOfWorkload(JsonNode found, RotationConsumer consumer, RotationState state)
    {
        if (!long.TryParse(state.Observed.GetValueOrDefault(consumer.Id), CultureInfo.InvariantCulture, out var before))
        {
            return "was not seen before the new version, so a restart cannot be told";
        }

        var status = found["status"];
        var wanted = Number(found["spec"]?["replicas"]) ?? Number(status?["desiredNumberScheduled"]) ?? 1;
        var updated = Number(status?["updatedReplicas"]) ?? Number(status?["updatedNumberScheduled"]) ?? 0;
        var available = Number(status?["availableReplicas"]) ?? Number(status?["numberAvailable"]) ?? 0;
        return GenerationOf(found) <= before ? "has not been restarted since the new version"
            : Number(status?["observedGeneration"]) < GenerationOf(found) || updated < wanted || available < wanted ? $"is restarting: {updated} of {wanted} updated, {available} available"
            : null;
    }

    private async Task<(JsonNode? Object, string? Error)> GetAsync(RotationConsumer consumer, CancellationToken cancellationToken)
    {
        var projection = consumer.Projection!;
        string[] what = consumer.Workload is { } workload ? [workload.Kind.ToLowerInvariant(), workload.Name] : [ExternalSecrets, projection.Secret];
        var (result, error) = await RunAsync(["get", .. what, "--namespace", projection.Namespace, "--output", "json"], cancellationToken).ConfigureAwait(false);
        try
        {
            return result is null ? (null, error) : (JsonNode.Parse(result.Value.Span), null);
        }
        catch (JsonException)
        {
            return (null, "kubectl's answer is no JSON");
        }
    }

    private async Task<(ReadOnlyMemory<byte>? Output, string? Error)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var output = new CollectedOutput(DiscardOutput.Instance, limit: 4096);
        var environment = ChildEnvironmentPolicy.FromParent(world.Variables).With(RunCanary.Name, canary);
        var command = new Command
        {
            Program = "kubectl",
            Arguments = ["--context", settings!.KubeContext!, RequestTimeout, .. arguments],
            WorkingDirectory = world.WorkingDirectory,
            Environment = world.Variables.GetValueOrDefault("KUBECONFIG") is { Length: > 0 } config ? environment.With("KUBECONFIG", config) : environment,
            CaptureStandardOutput = true,
            Timeout = Timeout,
            Grace = TimeSpan.FromSeconds(2),
        };
        var result = await runner.RunAsync(command, output, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return result is { ExitCode: 0, TimedOut: false } ? (result.Captured, null) : (null, $"kubectl failed ({(result.TimedOut ? "no answer in time" : $"exit {result.ExitCode}")}): {LastLine(output.Text)}");
    }

    private static string RefreshOf(JsonNode found) => found["status"]?["refreshTime"]?.ToString() ?? "";

    private static long GenerationOf(JsonNode found) => Number(found["metadata"]?["generation"]) ?? 0;

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private static string LastLine(string text) => text.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it said nothing";
}
