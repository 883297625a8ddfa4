using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform.Policy;

namespace HyOps.Drivers.Terraform;

/// <summary>Plans that are made by one run and applied by another.</summary>
internal sealed partial class TerraformStep
{
    /// <summary>Makes the plan, and changes nothing.</summary>
    public async Task<DriverPlan> MakeAsync(CancellationToken cancellationToken)
    {
        var (ended, made) = await MakePlanAsync(cancellationToken);
        if (ended is not null)
        {
            return Stopped(ended);
        }

        var (endedShow, plan, json) = await ShowAsync(TerraformWorkspace.PlanName, cancellationToken);
        if (endedShow is not null)
        {
            return Stopped(endedShow);
        }

        var changes = made!.ExitCode == PlanHasChanges;
        var review = TerraformReview.Read(json, request.HoldsSecret, request.Mask) with
        {
            Effect = changes ? PlannedEffect.Apply : PlannedEffect.None,
            Summary = changes ? plan!.Summary("to add", "to change", "to destroy") : "no changes",
            File = changes ? workspace.TakePlan() : default,
        };
        var verdict = PlanPolicy.Judge(plan!, request);
        return verdict.IsRefused
            ? review with { Effect = PlannedEffect.Stopped, Stopped = Described(Refused(plan!, verdict)), Policy = verdict, File = default }
            : review with { Policy = verdict };
    }

    /// <summary>Looks what changed outside of Terraform since a plan was made. Nothing is changed, the state neither.</summary>
    public async Task<DriverLook> LookAsync(DriverPlan planned, CancellationToken cancellationToken)
    {
        if (!init.IsDone() && await InitAsync(cancellationToken) is { } notReady)
        {
            return new DriverLook { Stopped = Described(notReady) };
        }

        request.Report("look for drift");
        workspace.Prepare(TerraformWorkspace.LookName);
        var command = commands.Tool(
            "plan", "-refresh-only", "-input=false", "-no-color", "-detailed-exitcode", LockTimeout,
            $"-var-file={TerraformWorkspace.VariablesName}", $"-out={TerraformWorkspace.LookName}");
        var looked = await RunAsync(command with { Stop = Core.Commands.StopPolicy.HoldsState }, cancellationToken);
        if (looked.ExitCode is not 0 and not PlanHasChanges)
        {
            return new DriverLook { Stopped = Described(Ended("plan -refresh-only", looked)) };
        }

        var shown = await RunAsync(commands.Tool("show", "-json", "-no-color", TerraformWorkspace.LookName) with { CaptureStandardOutput = true }, cancellationToken);
        if (shown.ExitCode != 0)
        {
            return new DriverLook { Stopped = Described(Ended("show of the look", shown)) };
        }

        return TryRead(shown, json => TerraformReview.ReadDrift(json, request.HoldsSecret, request.Mask), out var drift, out var fault)
            ? new DriftVerdict(planned, request.Guardrails.Protect).Of(drift)
            : new DriverLook { Stopped = Described(Failed($"terraform show: its answer cannot be read ({fault}); nothing was changed")) };
    }

    /// <summary>Applies a plan; one without a file has nothing to apply, and its outputs are read alone.</summary>
    public async Task<DriverOutcome> ApplyAsync(DriverPlan planned, CancellationToken cancellationToken) => Described(await ApplyPlannedAsync(planned, cancellationToken));

    private async Task<DriverOutcome> ApplyPlannedAsync(DriverPlan planned, CancellationToken cancellationToken)
    {
        if (!init.IsDone() && await InitAsync(cancellationToken) is { } notReady)
        {
            return notReady;
        }

        if (planned.File.IsEmpty)
        {
            return await OutputsAsync(Succeeded(StepOutcome.Unchanged, "no changes"), cancellationToken);
        }

        workspace.PutPlan(planned.File);
        var (ended, plan, _) = await ShowAsync(TerraformWorkspace.PlanName, cancellationToken);
        if (ended is not null)
        {
            return ended;
        }

        var verdict = PlanPolicy.Judge(plan!, request);
        if (verdict.IsRefused)
        {
            return Refused(plan!, verdict);
        }

        var outcome = await ApplyAsync(plan!, verdict, cancellationToken);
        return outcome.Outcome is StepOutcome.Failed && diagnostics.PlanIsStale
            ? new DriverOutcome
            {
                Outcome = StepOutcome.Refused,
                Summary = "refused",
                Failure = "the state changed since the plan was made, so Terraform does not apply it. Nothing was changed. Make a new plan, and have it approved",
            }
            : outcome;
    }

    private DriverPlan Stopped(DriverOutcome ended) => new() { Effect = PlannedEffect.Stopped, Summary = ended.Summary, Stopped = Described(ended) };

    private DriverOutcome Described(DriverOutcome outcome) => outcome with { Commands = commands.Shown, ToolExitCode = commands.LastExitCode };
}
