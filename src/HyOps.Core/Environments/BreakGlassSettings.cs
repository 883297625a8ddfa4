using System.Collections.Immutable;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>secrets.break_glass of environment.yml.</summary>
/// <param name="File">The SOPS file, relative to the project's root.</param>
/// <param name="Runbook">The runbook that allows its use, relative to the project's root.</param>
/// <param name="Location">Where it stands.</param>
public sealed record BreakGlassSettings(string File, string Runbook, SourceLocation Location)
{
    /// <summary>keys: the minimal set, all that may be in the file; empty where environment.yml does not name it.</summary>
    public ImmutableSortedSet<SecretName> Keys { get; init; } = [];
}
