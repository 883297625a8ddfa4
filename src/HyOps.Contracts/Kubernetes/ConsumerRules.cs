using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>What must hold between the consumers of an environment's modules and its secret map.</summary>
internal static class ConsumerRules
{
    public static void Check(EnvironmentDefinition environment, ProblemList problems)
    {
        var first = new Dictionary<string, KubernetesConsumer>(StringComparer.Ordinal);
        foreach (var (module, consumer) in ProjectedSecret.All(environment))
        {
            if (!first.TryAdd(consumer.Path, consumer) && !first[consumer.Path].AsksTheSame(consumer))
            {
                problems.Error(
                    ProblemCodes.ConsumerConflict, consumer.Location, $"{module} asks for the Secret {consumer.Path} with other keys, workloads or refresh than {first[consumer.Path].Location}",
                    "Give one of the two another name, or make both the same.", "consumers.kubernetes");
            }
        }

        if (environment.ExternalSecrets is { } settings)
        {
            foreach (var consumer in first.Values)
            {
                CheckKeys(environment, consumer, problems);
                CheckRefresh(settings, consumer, problems);
            }
        }
    }

    private static void CheckKeys(EnvironmentDefinition environment, KubernetesConsumer consumer, ProblemList problems)
    {
        var map = environment.SecretMap;
        foreach (var key in consumer.Keys.Values.Distinct().Where(key => map.Shown.Length > 0 && !map.Rows.ContainsKey(key)))
        {
            problems.Error(
                ProblemCodes.ConsumerKeyNotMapped, consumer.Location, $"the Secret {consumer.Path} needs {key}, and {map.Shown} has no row for it",
                Suggestion.Ask(key.Value, map.Rows.Keys.Select(row => row.Value), "Add the row scope,ENV_KEY,SECRET_NAME."), "consumers.kubernetes", key.Value);
        }
    }

    private static void CheckRefresh(ExternalSecretsSettings settings, KubernetesConsumer consumer, ProblemList problems)
    {
        if (consumer.RefreshInterval > settings.MaxRefresh)
        {
            problems.Error(
                ProblemCodes.RefreshUnverifiable, consumer.Location,
                $"the Secret {consumer.Path} refreshes every {Environments.Duration.Text(consumer.RefreshInterval.Value)}, and {settings.Location} allows {Environments.Duration.Text(settings.MaxRefresh)}",
                "Refresh more often, or raise max_refresh: a rotation waits for it before the old version may be disabled.", "consumers.kubernetes");
        }
    }
}
