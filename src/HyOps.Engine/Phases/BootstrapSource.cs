using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>Bootstrap: everything comes from the bundle. Where the environment says so, what is missing and may be invented is made first.</summary>
/// <param name="store">The bundle.</param>
/// <param name="invents">Whether it is.</param>
/// <param name="observer">Told what was made.</param>
internal sealed class BootstrapSource(BundleStore store, bool invents, IRunObserver observer) : IPhaseSource
{
    public RecordedAuthority? Opens => null;

    public async Task<SourcedSecrets> ReadAsync(PhasePlan plan, ImmutableSortedSet<SecretName> needed, CancellationToken cancellationToken)
    {
        var made = invents ? await EnsureAsync(plan, cancellationToken).ConfigureAwait(false) : 0;
        var remark = made == 0 ? "" : $", {made} of them generated now";
        return await new BundleSource(store, remark).ReadAsync(plan, needed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> EnsureAsync(PhasePlan plan, CancellationToken cancellationToken)
    {
        var result = await new EnsureSecrets(store).RunAsync(EnsureOptions.For(plan.Steps.Select(step => step.Module)), cancellationToken).ConfigureAwait(false);
        foreach (var notice in result.Notices)
        {
            observer.On(new StageDone("secrets", notice));
        }

        return result.Keys.Count(key => key.Outcome is EnsureOutcome.Generated);
    }
}
