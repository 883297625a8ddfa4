using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.BreakGlass;

namespace HyOps.Engine.Phases;

/// <summary>
/// DR, where the operator allowed it under the runbook: what the bundle lacks comes from the break-glass file, as far as it is of the minimal
/// set. The file is opened only where something is missing, and only once that is on the disk.
/// </summary>
/// <param name="bundle">The phase's own source.</param>
/// <param name="glass">The file.</param>
/// <param name="beforeOpening">Writes down which keys it is opened for.</param>
internal sealed class BreakGlassSource(IPhaseSource bundle, BreakGlassStore glass, Action<IReadOnlyList<SecretName>> beforeOpening) : IPhaseSource
{
    public RecordedAuthority? Opens => bundle.Opens;

    public async Task<SourcedSecrets> ReadAsync(PhasePlan plan, ImmutableSortedSet<SecretName> needed, CancellationToken cancellationToken)
    {
        var sourced = await bundle.ReadAsync(plan, needed, cancellationToken).ConfigureAwait(false);
        SecretName[] wanted = [.. needed.Where(name => !sourced.Values.Holds(name) && glass.Settings.Keys.Contains(name))];
        beforeOpening(wanted);
        if (wanted.Length == 0)
        {
            return sourced with { Summary = $"{sourced.Summary}; nothing to take from {glass.Settings.File}, which stays closed" };
        }

        var opened = (await glass.OpenAsync(cancellationToken).ConfigureAwait(false)).Secrets().Only(wanted);
        return sourced with
        {
            Values = sourced.Values.With(opened.Secrets),
            Origins = sourced.Origins.AddRange(opened.Names.Select(name => KeyValuePair.Create(name, SecretOrigin.BreakGlass))),
            Summary = $"{sourced.Summary}; {string.Join(", ", opened.Names)} from {glass.Settings.File}: rotate what was opened once this is over",
        };
    }
}
