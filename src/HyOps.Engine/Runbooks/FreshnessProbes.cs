using System.Globalization;
using HyOps.Core.Commands;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Runbooks;

/// <summary>Asks how old the data is that a recovery would rest on: facts for the guardrail, which asks nothing itself.</summary>
/// <param name="probes">Asks.</param>
internal sealed class FreshnessProbes(StepProbes probes)
{
    /// <summary>Asks for all of a phase, at the same time.</summary>
    /// <param name="whole">The whole phase.</param>
    /// <param name="chosen">The steps that run.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to each probe.</param>
    public async Task<IReadOnlyList<MeasuredAge>> AskAsync(PhasePlan whole, PhasePlan chosen, CancellationToken cancellationToken) =>
        await Task.WhenAll(whole.Freshness.Select(rule => AskAsync(rule, whole, chosen, cancellationToken))).ConfigureAwait(false);

    /// <summary>Measures one.</summary>
    /// <param name="rule">What environment.yml says of it.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the probe.</param>
    public async Task<MeasuredAge> MeasureAsync(FreshnessRule rule, CancellationToken cancellationToken)
    {
        var answer = await probes.AskAsync(rule.ProbeId, rule.Probe, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
        var age = new MeasuredAge(rule.Name, rule.MaxAge);
        var (program, printed) = (rule.Probe.Command[0], answer.Measured.GetValueOrDefault(FreshnessRule.Measurement));
        return answer.Verdict switch
        {
            ProbeVerdict.No => age with { Untold = $"{program} says no: {answer.Detail}" },
            ProbeVerdict.Unclear => age with { Untold = $"{program} could not tell: {answer.Detail}" },
            _ when printed is null => age with { Untold = $"{program} says yes, and printed no {FreshnessRule.Measurement}=SECONDS" },
            _ when Read(printed) is { } measured => age with { Age = measured },
            _ => age with { Untold = $"{program} printed an {FreshnessRule.Measurement} that is no number of seconds from 0 on" },
        };
    }

    // NaN is neither more nor less than any limit, and no time span holds what is infinite.
    private static TimeSpan? Read(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private async Task<MeasuredAge> AskAsync(FreshnessRule rule, PhasePlan whole, PhasePlan chosen, CancellationToken cancellationToken)
    {
        var takes = rule.TakenBy(whole).Select(step => step.Id).ToList();
        return await WhyNotAsync(takes, [.. chosen.Steps.Where(step => takes.Contains(step.Id))], cancellationToken).ConfigureAwait(false) is { } why
            ? new MeasuredAge(rule.Name, rule.MaxAge) { NotAsked = why }
            : await MeasureAsync(rule, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Once it is promoted, a replica is the primary and has no lag, and a backup that is restored may grow old: the checks say so, as a journal tells
    /// what was done, and not whether it still is.
    /// </summary>
    private async Task<string?> WhyNotAsync(List<string> takes, IReadOnlyList<PlanStep> running, CancellationToken cancellationToken)
    {
        foreach (var step in running)
        {
            if (step.Check is null || await probes.AskAsync(step.Id, step.Check, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false) is not { Verdict: ProbeVerdict.Yes })
            {
                return null;
            }
        }

        return running.Count == 0 ? $"{string.Join(", ", takes)} will not run" : $"{string.Join(", ", running.Select(step => step.Id))} is done already";
    }
}
