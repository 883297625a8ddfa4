using System.Globalization;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>The last drill was held not long ago, and met its targets.</summary>
/// <param name="environment">The environment.</param>
/// <param name="root">Its runtime root.</param>
/// <param name="clock">Tells how long ago that was.</param>
internal sealed class LastDrillCheck(EnvironmentDefinition? environment, RuntimeRoot root, TimeProvider clock) : ICheck
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public string Name => "last-drill";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (environment?.Phases.GetValueOrDefault(Phase.Dr)?.Drill is null)
        {
            return Task.FromResult(CheckResult.Warning("phases.dr.drill describes none: whether the recovery works is not known", "describe disaster, cleanup and clean, and hold one"));
        }

        var last = new RunStore(root.LogsDirectory).List().Select(run => run.Record).FirstOrDefault(record => record is { Verb: "dr", Recovery.Mode: "drill" });
        return Task.FromResult(last is null ? CheckResult.Warning("no drill was held from here", Fix) : Judge(last));
    }

    private string Fix => $"hyops run dr --env {environment!.Name} --drill";

    private CheckResult Judge(RunRecord last)
    {
        var (age, took) = (clock.GetUtcNow() - last.Started, last.Recovery!.RecoveryTimeMs);
        var what = string.Create(CultureInfo.InvariantCulture, $"{last.RunId}, {age.TotalDays:0} days ago") + (took is { } ms ? string.Create(CultureInfo.InvariantCulture, $", healthy after {ms / 1000.0:0.0} s") : "");
        return last.ExitCode is not 0 ? CheckResult.Failed($"{what}: it failed", $"hyops runs show {last.RunId}; then {Fix}")
            : age > Old ? CheckResult.Warning(what, Fix)
            : CheckResult.Ok(what);
    }
}
