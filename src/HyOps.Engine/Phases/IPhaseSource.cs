using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>The rule of a phase: where its secrets come from. One class a rule.</summary>
internal interface IPhaseSource
{
    /// <summary>The authority that reading opens; null where it opens none.</summary>
    RecordedAuthority? Opens { get; }

    /// <summary>Reads what the steps need. What is missing is in the answer, so that all of it is told at once.</summary>
    /// <param name="plan">The steps.</param>
    /// <param name="needed">The keys that they need; not empty.</param>
    /// <param name="cancellationToken">Ends the waits for password and authority.</param>
    /// <exception cref="HyOpsException">The source cannot be used at all.</exception>
    Task<SourcedSecrets> ReadAsync(PhasePlan plan, ImmutableSortedSet<SecretName> needed, CancellationToken cancellationToken);
}
