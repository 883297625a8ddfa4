using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Terraform.Policy;

namespace HyOps.Drivers.Terraform;

/// <summary>The apply, and what is read once it is through.</summary>
internal sealed partial class TerraformStep
{
    private async Task<DriverOutcome> ApplyAsync(TerraformPlan plan, PlanVerdict verdict, CancellationToken cancellationToken)
    {
        request.BeforeChange();
        var command = commands.Tool("apply", "-input=false", "-no-color", LockTimeout, TerraformWorkspace.PlanName);
        var applied = await RunAsync(command with { Stop = StopPolicy.HoldsState }, cancellationToken);
        if (applied.ExitCode != 0)
        {
            return Ended("apply", applied) with { Policy = verdict };
        }

        var succeeded = Succeeded(StepOutcome.Changed, plan.Summary("added", "changed", "destroyed")) with { Policy = verdict };

        // The apply is through: its outputs are read even where somebody interrupts now, or the next run would lack them.
        return Destroys ? succeeded : await ReadAppliedAsync(plan, succeeded, CancellationToken.None);
    }

    /// <summary>Reads the state once: for the outputs, and for secrets in what the plan could not tell. It stays in memory.</summary>
    private async Task<DriverOutcome> ReadAppliedAsync(TerraformPlan plan, DriverOutcome succeeded, CancellationToken cancellationToken)
    {
        try
        {
            var command = commands.Tool("show", "-json", "-no-color") with { CaptureStandardOutput = true, Timeout = options.OutputTimeout };
            var shown = await RepeatAsync("show", command, cancellationToken);
            return shown.ExitCode != 0 ? Unread(succeeded, Ended("show", shown).Failure!)
                : TryRead(shown, json => Outcome(ShownState.Read(json), plan, succeeded), out var outcome, out var fault) ? outcome
                : Unread(succeeded, $"terraform show: its answer cannot be read ({fault})");
        }
        catch (HyOpsException failure)
        {
            // The tool is gone, or the disk is full: that the apply is through must be told all the same.
            return Unread(succeeded, failure.NextStep is { } next ? $"{failure.Message}; {next}" : failure.Message);
        }
    }

    private static DriverOutcome Unread(DriverOutcome succeeded, string why) => Failed(
        $"the apply is through and its state is saved, but what it made could not be read: {why.TrimEnd('.')}. "
        + "What was published before stays. Then run the same again: it finds nothing to change, and publishes the outputs") with
    {
        Summary = $"{succeeded.Summary}; outputs not read",
        Policy = succeeded.Policy,
    };

    private DriverOutcome Outcome(ShownState state, TerraformPlan plan, DriverOutcome succeeded)
    {
        var verdict = PlanPolicy.JudgeApplied(succeeded.Policy!, plan, state, request);
        var outputs = TerraformOutputs.Of(state, request.HoldsSecret);
        return verdict.IsRefused
            ? Failed(PolicyText.Entered(verdict)) with { Summary = $"{succeeded.Summary}; a secret came into the state", Policy = verdict }
            : succeeded with { Outputs = outputs.Published, WithheldOutputs = outputs.Withheld, Policy = verdict };
    }
}
