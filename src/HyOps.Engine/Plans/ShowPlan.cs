using HyOps.Core.Plans;
using HyOps.Engine.Passwords;

namespace HyOps.Engine.Plans;

/// <summary>Opens a sealed plan to be read once more. Its texts are fit to be seen; the tools' own plans stay inside.</summary>
/// <param name="passwords">Where the vault password comes from.</param>
public sealed class ShowPlan(VaultPasswordSource passwords)
{
    /// <summary>The review of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    /// <returns>The review; null where the plan was applied, so that its content is gone.</returns>
    /// <exception cref="Vault.Plans.PlanSealException">It does not open.</exception>
    public async Task<PlanReport?> ReadAsync(StoredPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Applied is null
            ? (await new PlanSeal(passwords).OpenAsync(plan.SealedFile, PlanStore.ReadSealed(plan), cancellationToken).ConfigureAwait(false)).Report
            : null;
    }
}
