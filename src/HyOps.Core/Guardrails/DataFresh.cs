using HyOps.Core.Lifecycle;

namespace HyOps.Core.Guardrails;

/// <summary>
/// A recovery rests on a replica or a backup that is fresh enough. One that is too old, or whose age nobody can tell, is refused, in a drill, too,
/// unless the operator accepts it by name: a site that burns leaves no choice, and the record keeps who made it.
/// </summary>
public sealed class DataFresh : IGuardrail
{
    private const string Name = "data-fresh";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        if (!run.Phase.IsRecovery() || run.Environment.Phases.GetValueOrDefault(run.Phase) is not { Freshness.IsEmpty: false })
        {
            return Verdict.Allow(Name, run.Phase.IsRecovery() ? $"{PhaseNames.Of(run.Phase)} describes no freshness" : "no recovery");
        }

        if (run.Ages is not { } ages)
        {
            return Verdict.Allow(Name, "asked once the probes have their secrets");
        }

        var stale = ages.Where(age => !age.IsFresh && !run.AcceptedStale.Contains(age.Name)).ToList();
        return stale.Count == 0 ? Verdict.Allow(Name, string.Join("; ", ages.Select(WordsOf)))
            : run.ChangesNothing ? Verdict.Allow(Name, $"would be refused: {Words(stale)}")
            : Verdict.Refuse(
                Name, Words(stale),
                $"let it catch up, or mend what its probe names; to go on with what there is: {string.Join(' ', stale.Select(age => $"--accept-stale {age.Name}"))} --reason TEXT");
    }

    private static string WordsOf(MeasuredAge age) => age.IsFresh ? age.Words : $"{age.Words}; accepted with --accept-stale {age.Name}";

    private static string Words(IEnumerable<MeasuredAge> ages) => string.Join("; ", ages.Select(age => age.Words));
}
