using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;

namespace HyOps.Core.Guardrails;

/// <summary>A recovery in earnest starts where the environment says: what runs inside of the site that failed fails with it.</summary>
public sealed class PlaneOfRecovery : IGuardrail
{
    /// <summary>The variable by which a runner says what it is.</summary>
    public const string Variable = "HYOPS_EXECUTION_PLANE";

    private const string Name = "plane-of-recovery";
    private const string Runner = "runner-local";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run) =>
        !run.Phase.IsRecovery() || run.IsDrill || run.ChangesNothing ? Verdict.Allow(Name, "no recovery in earnest")
        : run.Environment.ExecutionPlane is not ExecutionPlane.RunnerLocal ? Verdict.Allow(Name, "the environment asks for no runner")
        : run.ExecutionPlane == Runner ? Verdict.Allow(Name, $"{Variable}={Runner}")
        : Verdict.Refuse(Name, $"execution_plane of {run.Environment.Name} is {Runner}, and this machine does not say that it is one", $"run it on the external runner, where {Variable}={Runner} is set");
}
