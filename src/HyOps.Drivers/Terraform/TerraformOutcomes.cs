using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;

namespace HyOps.Drivers.Terraform;

/// <summary>Turns what was left behind into the outcome.</summary>
internal static class TerraformOutcomes
{
    /// <summary>The outcome with its leftovers told: a lock or an unsaved state weighs more than a failure or an interrupt.</summary>
    /// <param name="outcome">What the step came to.</param>
    /// <param name="leftovers">What was left behind; null where nothing was.</param>
    public static DriverOutcome WithLeftovers(this DriverOutcome outcome, string? leftovers)
    {
        // A lock's file beside a good end belongs to somebody who runs right now.
        var endedBadly = outcome.Outcome is StepOutcome.Failed or StepOutcome.Interrupted;
        return leftovers is null || !endedBadly
            ? outcome
            : outcome with { Outcome = StepOutcome.LockLeft, Failure = $"{outcome.Failure?.TrimEnd('.')}. But {leftovers}" };
    }
}
