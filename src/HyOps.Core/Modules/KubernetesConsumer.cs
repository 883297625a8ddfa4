using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>consumers.kubernetes of spec.yml: a Kubernetes Secret that External Secrets Operator projects, and the workloads that read it.</summary>
public sealed record KubernetesConsumer
{
    /// <summary>The namespace of workloads and Secret.</summary>
    public required string Namespace { get; init; }

    /// <summary>The Secret's name, and the ExternalSecret's.</summary>
    public required string Secret { get; init; }

    /// <summary>The workloads to restart when the Secret changes.</summary>
    public ImmutableArray<KubernetesWorkload> Workloads { get; init; } = [];

    /// <summary>The Secret's keys, each with the environment key whose value it holds, in ordinal order.</summary>
    public required ImmutableSortedDictionary<string, SecretName> Keys { get; init; }

    /// <summary>How often the operator reads the authority; null takes the environment's.</summary>
    public TimeSpan? RefreshInterval { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Namespace and name, as people write it: <c>netbox/netbox-env</c>.</summary>
    public string Path => $"{Namespace}/{Secret}";

    /// <summary>Whether another consumer asks for the very same projection.</summary>
    /// <param name="other">The other.</param>
    public bool AsksTheSame(KubernetesConsumer other) =>
        Path == other.Path && RefreshInterval == other.RefreshInterval && Workloads.SequenceEqual(other.Workloads) && Keys.SequenceEqual(other.Keys);
}

/// <summary>A workload of Kubernetes.</summary>
/// <param name="Kind">Its kind: <c>Deployment</c>, <c>StatefulSet</c> or <c>DaemonSet</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record KubernetesWorkload(string Kind, string Name)
{
    /// <summary>As spec.yml and kubectl write it: <c>deployment/netbox</c>.</summary>
    public override string ToString() => $"{Kind.ToLowerInvariant()}/{Name}";
}
