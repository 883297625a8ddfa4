using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.BreakGlass;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>The break-glass file opens here, with a key that does not live in the vault that it stands in for, and holds what it must and no more.</summary>
/// <param name="environment">The environment.</param>
/// <param name="projectRoot">The absolute folder that the file is relative to.</param>
/// <param name="services">What it stands on.</param>
internal sealed class BreakGlassCheck(EnvironmentDefinition? environment, string projectRoot, EngineServices services) : ICheck
{
    /// <inheritdoc/>
    public string Name => "break-glass";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    // A key may wait for a person who unlocks it.
    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (environment?.BreakGlass is not { } settings)
        {
            return CheckResult.NotApplicable("the environment has no break-glass file");
        }

        var store = new BreakGlassStore(settings, projectRoot, services.Runner, services.Masker, services.World);
        var report = await new CheckBreakGlass(store, projectRoot).RunAsync(opens: true, cancellationToken).ConfigureAwait(false);
        return report.Problems.Count > 0
            ? CheckResult.Failed(string.Join("; ", report.Problems.Select(problem => problem.Message)), string.Join("; ", report.Problems.Select(problem => problem.Fix).Distinct()))
            : CheckResult.Ok($"{report.File} opens with {report.OpenedBy}; {report.Keys.Count} keys, no more than it must hold");
    }
}
