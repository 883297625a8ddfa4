using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Plans;

namespace HyOps.Drivers.Packer;

/// <summary>Runs Packer stacks: nothing where the artifact is there and what it depends on is the same, else a build beside the old artifact.</summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="options">Settings; null for the usual ones.</param>
public sealed class PackerDriver(ICommandRunner runner, PackerOptions? options = null) : IPlanningDriver
{
    private readonly PackerOptions options = options ?? new PackerOptions();

    /// <inheritdoc/>
    public DriverKind Kind => DriverKind.Packer;

    /// <inheritdoc/>
    public ToolName Tool { get; } = new("packer", "packer");

    /// <inheritdoc/>
    public ChildEnvironment EnvironmentOf(DriverRequest request) => PackerWorkspace.Prepare(request).Environment();

    /// <inheritdoc/>
    public async Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var artifacts = new PackerArtifacts(request.StateDirectory);
        var record = PackerRecord.Load(request.StateDirectory);
        if (request.Action is StepAction.Destroy)
        {
            return new PackerRemoval(request, artifacts).Run(record);
        }

        var workspace = PackerWorkspace.Prepare(request);
        if (record is not null)
        {
            // Without a record nobody knows which artifact is the good one: all stay until a build has succeeded.
            artifacts.RemoveAllBut(record.Generation);
        }

        if (ReasonToBuild(record, workspace, request.EarlierDidNotEnd) is not { } reason)
        {
            return Unchanged(record!, request);
        }

        request.Report($"build: {reason}");
        return await new PackerStep(runner, options, request, workspace, artifacts).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DriverPlan> PlanAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var workspace = PackerWorkspace.Prepare(request);
        var record = PackerRecord.Load(request.StateDirectory);
        if (ReasonToBuild(record, workspace, request.EarlierDidNotEnd) is { } reason)
        {
            return Task.FromResult(new DriverPlan { Effect = PlannedEffect.Build, Summary = $"would build: {reason}" });
        }

        var unchanged = Unchanged(record!, request);
        return Task.FromResult(new DriverPlan
        {
            Effect = PlannedEffect.None,
            Summary = unchanged.Summary,
            Outputs = unchanged.Outputs,
            WithheldOutputs = [.. unchanged.WithheldOutputs],
        });
    }

    /// <inheritdoc/>
    public async Task<DriverLook> LookAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken)
    {
        var now = await PlanAsync(request, cancellationToken);
        return now.Effect == plan.Effect ? new DriverLook() : new DriverLook { Refusals = [$"packer: {now.Summary}; the plan says: {plan.Summary}"] };
    }

    /// <inheritdoc/>
    public Task<DriverOutcome> ApplyAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    private static string? ReasonToBuild(PackerRecord? record, PackerWorkspace workspace, bool earlierDidNotEnd) => record switch
    {
        null => "no artifact yet",
        _ when earlierDidNotEnd => "the last run of this step did not end",
        _ when record.Fingerprint != workspace.Fingerprint => "template, inputs or Packer changed",
        { Files.IsEmpty: true, Outputs: var outputs } when !outputs.ContainsKey(PackerStep.ArtifactId) => "the last build left nothing to look for",
        _ => record.FirstDamaged() is { } file ? $"{Path.GetFileName(file)} is missing or not as built" : null,
    };

    private static DriverOutcome Unchanged(PackerRecord record, DriverRequest request) =>
        PackerStep.WithOutputs(
            new DriverOutcome { Outcome = StepOutcome.Unchanged, Summary = "template and inputs unchanged, artifact there" },
            record.Outputs,
            record.Withheld,
            request);
}
