using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Recovery;

/// <summary>A recovery that cannot begin.</summary>
public sealed class RecoveryException : HyOpsException
{
    private RecoveryException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    /// <summary>The run was none of a phase.</summary>
    /// <param name="run">The run.</param>
    public static RecoveryException NoPhase(RunId run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(ExitCode.OperatorError, $"run {run} ran no phase, and keeps no state", "name the run of a phase that left something: 'hyops runs list' shows them");
    }

    /// <summary>The step is none of the run's phase, or none that keeps a Terraform state.</summary>
    /// <param name="step">The step, as given.</param>
    /// <param name="known">Those that are.</param>
    public static RecoveryException NoStep(string step, IReadOnlyCollection<string> known) => new(
        ExitCode.OperatorError, $"--step {step} is no Terraform step of that run's phase", known.Count == 0 ? "that phase has none" : $"it has: {string.Join(", ", known)}");

    /// <summary>A rule is to be set aside without a reason.</summary>
    /// <param name="option">The option.</param>
    public static RecoveryException NoReason(string option) => new(
        ExitCode.OperatorError, $"{option} sets a rule aside, and no reason is given", "add --reason \"how you know it\": the run record keeps it");

    /// <summary>Nobody said yes.</summary>
    /// <param name="actions">What would be done.</param>
    public static RecoveryException NotConfirmed(IReadOnlyCollection<string> actions) => new(
        ExitCode.Refused, $"nothing was done. It would:\n{string.Join('\n', actions.Select(action => $"  {action}"))}", "add --yes to do it");

    /// <summary>Two unsaved states of one step.</summary>
    /// <param name="one">The first.</param>
    /// <param name="other">The second.</param>
    public static RecoveryException TwoStates(string one, string other) => new(
        ExitCode.Refused, $"there are two unsaved states of the same step: {one} and {other}", "compare them, and move the one away that is not to be saved");
}
