using HyOps.Core.Environments;

namespace HyOps.Core.Guardrails;

/// <summary>An environment is named by the operator; only one of tier <c>local</c> may be implied.</summary>
public sealed class EnvironmentNamed : IGuardrail
{
    private const string Name = "environment-named";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run) =>
        run.EnvironmentNamed ? Verdict.Allow(Name, $"{run.Environment.Name} was named")
        : run.Environment.Tier is Tier.Local ? Verdict.Allow(Name, $"{run.Environment.Name} is implied: it changes this machine only")
        : Verdict.Refuse(Name, $"nobody named the environment {run.Environment.Name}, and its tier is not local", $"say --env {run.Environment.Name}");
}
