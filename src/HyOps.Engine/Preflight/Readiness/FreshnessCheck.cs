using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Engine.Runbooks;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>What a recovery would rest on is there, and fresh enough: asked as a run would ask, and told with its age.</summary>
/// <param name="rules">What dr describes.</param>
/// <param name="probes">Asks, once the secrets that the probes name are open.</param>
internal sealed class FreshnessCheck(ImmutableArray<FreshnessRule> rules, Func<CancellationToken, Task<FreshnessProbes>> probes) : ICheck
{
    /// <inheritdoc/>
    public string Name => "freshness";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    // Each probe has a limit of its own, and the bundle may wait for its password.
    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (rules.IsEmpty)
        {
            return CheckResult.NotApplicable("phases.dr.freshness describes nothing that a recovery would rest on");
        }

        var asked = await probes(cancellationToken).ConfigureAwait(false);
        var ages = await Task.WhenAll(rules.Select(rule => asked.MeasureAsync(rule, cancellationToken))).ConfigureAwait(false);
        var words = string.Join("; ", ages.Select(age => age.Words));
        return ages.All(age => age.IsFresh) ? CheckResult.Ok(words) : CheckResult.Failed(words, FixOf(ages));
    }

    private string FixOf(IEnumerable<MeasuredAge> ages) =>
        "mend replication or take a backup; look by hand with " + string.Join(", ", rules.Zip(ages).Where(pair => !pair.Second.IsFresh).Select(pair => string.Join(' ', pair.First.Probe.Command)));
}
