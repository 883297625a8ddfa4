using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Modules;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Runs Terraform stacks: init where needed, a saved plan, the guard over what it would destroy, and an apply of exactly that plan.
/// </summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="options">Settings; null for the usual ones.</param>
public sealed class TerraformDriver(ICommandRunner runner, TerraformOptions? options = null) : IPlanningDriver
{
    private readonly TerraformOptions options = options ?? new TerraformOptions();

    /// <inheritdoc/>
    public DriverKind Kind => DriverKind.Terraform;

    /// <inheritdoc/>
    public ToolName Tool { get; } = new("terraform", "terraform");

    /// <inheritdoc/>
    public ChildEnvironment EnvironmentOf(DriverRequest request) => TerraformEnvironment.Of(request, TerraformWorkspace.Prepare(request));

    /// <inheritdoc/>
    public Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken) => WithStepAsync(request, step => step.RunAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<DriverOutcome> ApplyAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken) =>
        WithStepAsync(request, step => step.ApplyAsync(plan, cancellationToken));

    /// <inheritdoc/>
    public async Task<DriverPlan> PlanAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var plan = new DriverPlan { Effect = PlannedEffect.Stopped, Summary = "" };
        var outcome = await WithStepAsync(request, async step => (plan = await step.MakeAsync(cancellationToken)).Outcome);
        return plan.Stopped is null ? plan : plan with { Stopped = outcome };
    }

    /// <inheritdoc/>
    public async Task<DriverLook> LookAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken)
    {
        var look = new DriverLook();
        if (plan.Effect is not PlannedEffect.Apply)
        {
            return look;
        }

        var outcome = await WithStepAsync(request, async step => (look = await step.LookAsync(plan, cancellationToken)).Stopped ?? plan.Outcome);
        return look.Stopped is null ? look : look with { Stopped = outcome };
    }

    private async Task<DriverOutcome> WithStepAsync(DriverRequest request, Func<TerraformStep, Task<DriverOutcome>> use)
    {
        var workspace = TerraformWorkspace.Prepare(request);
        var forensics = new TerraformForensics(runner, request, workspace);
        var step = new TerraformStep(runner, options, forensics.Watching(request), workspace);
        DriverOutcome outcome;
        try
        {
            outcome = await use(step);
        }
        finally
        {
            workspace.Leave();
        }

        return await forensics.AfterAsync(outcome, step.LockWasHeld, CancellationToken.None);
    }
}
