using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Modules;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Runs Terraform stacks: init where needed, a saved plan, the guard over what it would destroy, and an apply of exactly that plan.
/// </summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="options">Settings; null for the usual ones.</param>
public sealed class TerraformDriver(ICommandRunner runner, TerraformOptions? options = null) : IDriver
{
    private readonly TerraformOptions options = options ?? new TerraformOptions();

    /// <inheritdoc/>
    public DriverKind Kind => DriverKind.Terraform;

    /// <inheritdoc/>
    public ToolName Tool { get; } = new("terraform", "terraform");

    /// <inheritdoc/>
    public ChildEnvironment EnvironmentOf(DriverRequest request) => TerraformEnvironment.Of(request, TerraformWorkspace.Prepare(request));

    /// <inheritdoc/>
    public async Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var workspace = TerraformWorkspace.Prepare(request);
        var forensics = new TerraformForensics(runner, request, workspace);
        var step = new TerraformStep(runner, options, forensics.Watching(request), workspace);
        DriverOutcome outcome;
        try
        {
            outcome = await step.RunAsync(cancellationToken);
        }
        finally
        {
            workspace.Leave();
        }

        return await forensics.AfterAsync(outcome, step.LockWasHeld, CancellationToken.None);
    }
}
