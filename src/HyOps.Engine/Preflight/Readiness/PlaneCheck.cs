using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>This is a machine that a recovery in earnest may start from: where it is not, all that the other checks say is said of the wrong one.</summary>
/// <param name="environment">The environment.</param>
/// <param name="plane">What this machine says that it is, as <c>HYOPS_EXECUTION_PLANE</c>.</param>
internal sealed class PlaneCheck(EnvironmentDefinition? environment, string? plane) : ICheck
{
    private const string Runner = "runner-local";

    /// <inheritdoc/>
    public string Name => "execution-plane";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(
        environment?.ExecutionPlane is not ExecutionPlane.RunnerLocal ? CheckResult.NotApplicable("the environment asks for no runner")
        : plane == Runner ? CheckResult.Ok($"{PlaneOfRecovery.Variable}={Runner}")
        : CheckResult.Warning(
            $"execution_plane of {environment.Name} is {Runner}, and this machine does not say that it is one: a recovery in earnest would be refused here",
            $"ask on the external runner, where {PlaneOfRecovery.Variable}={Runner} is set"));
}
