using HyOps.Core.Problems;

namespace HyOps.Engine.Eso;

/// <summary>What a check of manifests found.</summary>
/// <param name="Objects">How many objects of Kubernetes were checked.</param>
/// <param name="AgainstCluster">Whether the cluster's own CRDs were at hand for all of them.</param>
/// <param name="Problems">All problems, by file, line and column.</param>
public sealed record ManifestCheckResult(int Objects, bool AgainstCluster, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether no problem is an error.</summary>
    public bool Ok => Problems.All(problem => problem.Severity is not Severity.Error);
}
