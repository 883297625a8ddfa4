using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Which manifests to check, and against what.</summary>
public sealed record ManifestCheckRequest
{
    /// <summary>The absolute path of a folder, or of one file.</summary>
    public required string Manifests { get; init; }

    /// <summary>The absolute path of the cluster's CRDs, a file or a folder; null checks the fields that are used here.</summary>
    public string? Crds { get; init; }

    /// <summary>The environment with its phases; null checks schemas, refreshing and values alone.</summary>
    public EnvironmentDefinition? Environment { get; init; }
}
