using System.Collections.Immutable;
using HyOps.Contracts.Kubernetes;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Modules;

/// <summary>Reads consumers: of spec.yml.</summary>
internal static class ConsumersReader
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["deployment"] = "Deployment", ["statefulset"] = "StatefulSet", ["daemonset"] = "DaemonSet",
    };

    public static ImmutableArray<KubernetesConsumer> Read(MapReader spec, ProblemList problems)
    {
        var consumers = spec.Section("consumers");
        var read = consumers?.Sections("kubernetes").Select(section => ReadOne(section, problems)).OfType<KubernetesConsumer>().ToImmutableArray() ?? [];
        consumers?.RejectUnknown();
        return read;
    }

    private static KubernetesConsumer? ReadOne(MapReader consumer, ProblemList problems)
    {
        var space = KubernetesNames.ReadNamespace(consumer, "namespace", problems);
        var secret = KubernetesNames.ReadName(consumer, "secret", problems);
        var keys = ReadKeys(consumer, problems);
        var workloads = ReadWorkloads(consumer, problems);
        var interval = DurationReader.Read(consumer, "refresh_interval", problems);
        consumer.RejectUnknown();
        return space is null || secret is null || keys.IsEmpty ? null : new KubernetesConsumer
        {
            Namespace = space,
            Secret = secret,
            Keys = keys,
            Workloads = workloads,
            RefreshInterval = interval,
            Location = consumer.Location,
        };
    }

    private static ImmutableSortedDictionary<string, SecretName> ReadKeys(MapReader consumer, ProblemList problems)
    {
        var keys = ImmutableSortedDictionary.CreateBuilder<string, SecretName>(StringComparer.Ordinal);
        var path = consumer.PathOf("keys");
        foreach (var entry in consumer.Map("keys", required: true)?.Entries ?? [])
        {
            if (!KubernetesNames.IsDataKey(entry.Key))
            {
                problems.Error(ProblemCodes.BadValue, entry.KeyLocation, $"{path} holds '{Shown.Text(entry.Key)}', which is no key of a Secret", "Use letters, digits, -, _ and dots.", path);
            }
            else if (entry.Value is ConfigScalar scalar && SecretName.TryParse(scalar.Text, out var name))
            {
                keys[entry.Key] = name;
            }
            else
            {
                // What is no name may be a value: it is not repeated.
                problems.Error(ProblemCodes.BadValue, entry.Value.Location, $"{path}.{entry.Key} does not name an environment key (not shown)", "Name the key of required_env whose value it shall hold: [A-Z_][A-Z0-9_]*.", path);
            }
        }

        return keys.ToImmutable();
    }

    private static ImmutableArray<KubernetesWorkload> ReadWorkloads(MapReader consumer, ProblemList problems)
    {
        var workloads = ImmutableArray.CreateBuilder<KubernetesWorkload>();
        foreach (var text in consumer.Texts("workloads"))
        {
            if (text.Split('/') is [var word, var name] && Kinds.TryGetValue(word, out var kind) && KubernetesNames.IsSubdomain(name))
            {
                workloads.Add(new KubernetesWorkload(kind, name));
            }
            else
            {
                problems.Error(
                    ProblemCodes.BadValue, consumer.LocationOf("workloads"), $"{consumer.PathOf("workloads")} holds '{Shown.Text(text)}', which is no workload",
                    $"Write its kind and name: {string.Join(", ", Kinds.Keys.Select(kind => $"{kind}/NAME"))}.", consumer.PathOf("workloads"));
            }
        }

        return [.. workloads.OrderBy(workload => workload.ToString(), StringComparer.Ordinal)];
    }
}
