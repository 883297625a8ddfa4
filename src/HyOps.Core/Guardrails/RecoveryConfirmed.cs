using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;

namespace HyOps.Core.Guardrails;

/// <summary>
/// A recovery in earnest repeats the environment's name with <c>--confirm</c>, whatever its tier: it moves what people use. A drill is never held on
/// production.
/// </summary>
public sealed class RecoveryConfirmed : IGuardrail
{
    private const string Name = "recovery-confirmed";

    /// <inheritdoc/>
    public Verdict Check(IntendedRun run)
    {
        var (name, tier) = (run.Environment.Name.Value, run.Environment.Tier);
        return !run.Phase.IsRecovery() ? Verdict.Allow(Name, "no recovery")
            : run.ChangesNothing ? Verdict.Allow(Name, "changes nothing")
            : run.IsDrill && tier is Tier.Prod ? Verdict.Refuse(Name, $"{name} is production, and a drill brings a disaster about", "hold the drill on an environment of its own")
            : run.IsDrill ? Verdict.Allow(Name, $"a drill on {name}")
            : tier is Tier.Local || run.Confirmation == name ? Verdict.Allow(Name, tier is Tier.Local ? $"{name} is local" : $"--confirm {name}")
            : run.Confirmation is null ? Verdict.Refuse(Name, $"{PhaseNames.Of(run.Phase)} on {name} in earnest was not confirmed", $"add --confirm {name}; to rehearse, add --drill")
            : Verdict.Refuse(Name, $"--confirm names {run.Confirmation}, the environment is {name}", $"check which one you mean; to go on, say --confirm {name}");
    }
}
