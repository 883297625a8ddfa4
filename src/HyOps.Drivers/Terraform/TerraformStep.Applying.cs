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
        var command = commands.Tool("show", "-json", "-no-color") with { CaptureStandardOutput = true, Timeout = options.OutputTimeout };
        var shown = await RepeatAsync("show", command, cancellationToken);
        if (shown.ExitCode != 0)
        {
            return Ended("show of the state", shown) with { Policy = succeeded.Policy };
        }

        if (!TryRead(shown, json => Outcome(ShownState.Read(json), plan, succeeded), out var outcome, out var fault))
        {
            return Failed($"terraform show: its answer cannot be read ({fault}); what was published before stays") with { Policy = succeeded.Policy };
        }

        return outcome;
    }

    private DriverOutcome Outcome(ShownState state, TerraformPlan plan, DriverOutcome succeeded)
    {
        var verdict = PlanPolicy.JudgeApplied(succeeded.Policy!, plan, state, request);
        var outputs = TerraformOutputs.Of(state, request.HoldsSecret);
        return verdict.IsRefused
            ? Failed(PolicyText.Entered(verdict)) with { Summary = $"{succeeded.Summary}; a secret came into the state", Policy = verdict }
            : succeeded with { Outputs = outputs.Published, WithheldOutputs = outputs.Withheld, Policy = verdict };
    }
}
