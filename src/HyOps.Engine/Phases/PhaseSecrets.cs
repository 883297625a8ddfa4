using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>Takes the secrets that a phase's steps need from its source, and looks which of them the operator's shell holds too.</summary>
/// <param name="source">The phase's source.</param>
/// <param name="shell">The operator's shell.</param>
/// <param name="observer">Told what was found.</param>
internal sealed class PhaseSecrets(IPhaseSource source, ShellValues shell, IRunObserver observer)
{
    public async Task<OpenedSecrets> OpenAsync(PhasePlan plan, RunPhaseOptions options, CancellationToken cancellationToken)
    {
        var needed = plan.RequiredKeys.ToImmutableSortedSet();
        var sourced = needed.IsEmpty
            ? new SourcedSecrets { Values = SecretBundle.Empty, Summary = "no step needs one" }
            : await source.ReadAsync(plan, needed, cancellationToken).ConfigureAwait(false);
        observer.On(new StageDone("secrets", sourced.Summary));
        return new OpenedSecrets { Needed = needed, Sourced = sourced, Shell = shell.Of(needed.Union(sourced.OwnKeys)), AllowedShellKeys = options.AllowedShellKeys };
    }
}
