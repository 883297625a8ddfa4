using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>Every program that dr's probes and checks start is on this machine: a recovery would learn of one that lacks in its middle. None is started.</summary>
/// <param name="environment">The environment.</param>
/// <param name="searchPath">The <c>PATH</c> that probes would have.</param>
internal sealed class ProbesCheck(EnvironmentDefinition? environment, string? searchPath) : ICheck
{
    /// <inheritdoc/>
    public string Name => "probes";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var programs = environment?.Phases.GetValueOrDefault(Phase.Dr) is { } dr ? ProgramsOf(dr).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() : [];
        var missing = programs.Where(program => !IsThere(program)).ToList();
        return Task.FromResult(
            programs.Count == 0 ? CheckResult.NotApplicable("dr asks no probe")
            : missing.Count == 0 ? CheckResult.Ok($"can be started: {string.Join(", ", programs)}")
            : CheckResult.Failed($"cannot be started: {string.Join(", ", missing)}", "install what is not on PATH, and chmod +x what lies beside environment.yml"));
    }

    private static IEnumerable<string> ProgramsOf(PhasePlan dr) =>
        dr.Runbook.Select(step => (step as WatchStep)?.Probe ?? (step as PlanStep)?.Check).OfType<StepProbe>().Concat(dr.Freshness.Select(rule => rule.Probe)).Select(probe => probe.Command[0]);

    private bool IsThere(string program) => program.Contains('/', StringComparison.Ordinal)
        ? ProgramSearch.Find(Path.GetFileName(program), Path.GetDirectoryName(Path.Combine(environment!.Directory, program))) is not null
        : ProgramSearch.Find(program, searchPath) is not null;
}
