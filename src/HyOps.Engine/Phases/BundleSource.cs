using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>DR, and steady state where there is no authority or the operator said so: everything comes from the bundle. Nothing here can reach an authority.</summary>
/// <param name="store">The bundle.</param>
/// <param name="remark">What the operator is told beside the count; empty where there is nothing to say.</param>
internal sealed class BundleSource(BundleStore store, string remark = "") : IPhaseSource
{
    public RecordedAuthority? Opens => null;

    public async Task<SourcedSecrets> ReadAsync(PhasePlan plan, ImmutableSortedSet<SecretName> needed, CancellationToken cancellationToken)
    {
        var bundle = await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false);
        return new SourcedSecrets { Values = bundle.Only(needed), Summary = $"{needed.Count(bundle.Holds)} of {needed.Count} keys from the bundle{remark}" };
    }
}
