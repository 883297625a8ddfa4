using System.Collections.Immutable;
using HyOps.Core.Problems;

namespace HyOps.Core.Environments;

/// <summary>secrets.external_secrets of environment.yml: how External Secrets Operator projects the authority into Kubernetes.</summary>
public sealed record ExternalSecretsSettings
{
    /// <summary>The folder of the manifests, relative to the project's root.</summary>
    public required string Manifests { get; init; }

    /// <summary>The file or folder of the cluster's CRDs, relative to the project's root; null checks the fields that are used here.</summary>
    public string? Crds { get; init; }

    /// <summary>One store for the cluster, or one a namespace.</summary>
    public SecretStoreScope Store { get; init; } = SecretStoreScope.Cluster;

    /// <summary>The store's name.</summary>
    public required string Name { get; init; }

    /// <summary>The operator's namespace.</summary>
    public string Namespace { get; init; } = "external-secrets";

    /// <summary>The service account that the operator's controller runs as.</summary>
    public string Controller { get; init; } = "external-secrets";

    /// <summary>The service account with the workload identity that may read the vault.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>The client id of that workload identity.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>How often the operator reads the authority where a consumer says nothing.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest refresh interval: a rotation could not be verified in time beyond it.</summary>
    public TimeSpan MaxRefresh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Networks (CIDR) that the operator may reach on port 443: vault, login server, API server.</summary>
    public ImmutableArray<string> Egress { get; init; } = ["0.0.0.0/0"];

    /// <summary>The context of kubectl that means this environment's cluster; null leaves the cluster alone.</summary>
    public string? KubeContext { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }
}

/// <summary>How far a secret store reaches.</summary>
public enum SecretStoreScope
{
    /// <summary>A ClusterSecretStore.</summary>
    Cluster,

    /// <summary>A SecretStore in each namespace.</summary>
    Namespace,
}
