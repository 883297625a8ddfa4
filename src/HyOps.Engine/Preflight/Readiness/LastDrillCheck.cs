using System.Globalization;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks.History;

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

        var history = RecoveryHistory.Read(root.LogsDirectory, environment.Name.Value, Phase.Dr);
        var last = history.Recoveries.LastOrDefault(recovery => recovery.IsDrill);
        return Task.FromResult(last is null ? CheckResult.Warning($"no drill was held from here{Unread(history.LeftOut.Count, "record")}", Fix) : Judge(last, history.LeftOut));
    }

    private string Fix => $"hyops run dr --env {environment!.Name} --drill";

    private static string Unread(int count, string what) => count switch
    {
        0 => "",
        1 => $", and 1 {what} could not be read",
        _ => string.Create(CultureInfo.InvariantCulture, $", and {count} {what}s could not be read"),
    };

    private CheckResult Judge(PastRecovery last, IReadOnlyList<LeftOutRun> leftOut)
    {
        var (age, run) = (clock.GetUtcNow() - last.Record.Started, last.Record.RunId);
        var unread = leftOut.Count(other => RunId.TryParse(other.Run, out var id) && string.CompareOrdinal(id.Stamp, Stamp(run)) >= 0);
        var what = string.Create(CultureInfo.InvariantCulture, $"{run}, {age.TotalDays:0} days ago") + (last.RecoveryTime is { } time ? string.Create(CultureInfo.InvariantCulture, $", healthy after {time.TotalSeconds:0.0} s") : "");
        return last.Record.ExitCode is not 0 ? CheckResult.Failed($"{what}: it failed", $"hyops runs show {run}; then {Fix}")
            : age > Old ? CheckResult.Warning(what, Fix)
            : unread > 0 ? CheckResult.Warning($"{what}{Unread(unread, "newer record")}", $"hyops dr history --env {environment!.Name} names it; then {Fix}")
            : CheckResult.Ok(what);
    }

    private static string Stamp(string run) => RunId.TryParse(run, out var id) ? id.Stamp : "";
}
