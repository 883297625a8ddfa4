using HyOps.Core.Lifecycle;

namespace HyOps.Core.Guardrails;

/// <summary>
/// A phase takes its secrets from its own source. Only steady state may be told to take the bundle instead of its authority, with a reason;
/// nothing may make DR or bootstrap depend on the authority.
/// </summary>
public sealed class SourceOfPhase : IGuardrail
{
    private const string Name = "source-of-phase";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        var phase = PhaseNames.Of(run.Phase);
        var own = PhaseSources.Of(run.Phase, run.Environment);
        var source = PhaseSources.Words(run.Source, run.Environment);
        return run.Source == own ? Verdict.Allow(Name, $"{phase} takes its secrets from {source}")
            : own is PhaseSource.Authority && !string.IsNullOrWhiteSpace(run.SourceOverride)
                ? Verdict.Allow(Name, $"--secrets-from bundle, in place of {PhaseSources.Words(own, run.Environment)}: {run.SourceOverride}")
            : Verdict.Refuse(
                Name,
                $"{phase} takes its secrets from {PhaseSources.Words(own, run.Environment)}, and not from {source}",
                own is PhaseSource.Authority ? "while it is down: --secrets-from bundle --reason TEXT" : $"run {phase} without it");
    }
}
