using HyOps.Core.Environments;

namespace HyOps.Core.Guardrails;

/// <summary>A run on <c>tier: prod</c> repeats the environment's name with <c>--confirm</c>.</summary>
public sealed class ProductionConfirmed : IGuardrail
{
    private const string Name = "production-confirmed";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        var name = run.Environment.Name.Value;
        return run.Environment.Tier is not Tier.Prod ? Verdict.Allow(Name, $"{name} is not production")
            : run.Confirmation == name ? Verdict.Allow(Name, $"--confirm {name}")
            : run.Confirmation is null ? Verdict.Refuse(Name, $"{name} is production and the run was not confirmed", $"add --confirm {name}")
            : Verdict.Refuse(Name, $"--confirm names {run.Confirmation}, the environment is {name}", $"check which one you mean; to go on, say --confirm {name}");
    }
}
