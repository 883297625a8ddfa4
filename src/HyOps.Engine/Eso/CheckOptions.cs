using HyOps.Core.Environments;

namespace HyOps.Engine.Eso;

/// <summary>Which manifests to check, and against what.</summary>
public sealed record CheckOptions
{
    /// <summary>The environment; null checks those of every environment that has some, or, with manifests, those alone.</summary>
    public EnvironmentName? Environment { get; init; }

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }

    /// <summary><c>--manifests</c>: a folder or file; null is what environment.yml says.</summary>
    public string? Manifests { get; init; }

    /// <summary><c>--crds</c>: the cluster's CRDs, a file or folder; null is what environment.yml says.</summary>
    public string? Crds { get; init; }
}
