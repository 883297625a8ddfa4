using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Plans;
using HyOps.Drivers.Retries;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Ansible;

/// <summary>Runs a stack's <c>playbook.yml</c>, or to remove it its <c>destroy.yml</c>, on the inventory of the environment; the recap of its hosts is the outcome, custom stats are the outputs.</summary>
/// <param name="runner">The seam for processes.</param>
public sealed class AnsibleDriver(ICommandRunner runner) : IPlanningDriver
{
    /// <inheritdoc/>
    public DriverKind Kind => DriverKind.Ansible;

    /// <inheritdoc/>
    public ToolName Tool { get; } = new("ansible-playbook", "ansible");

    /// <inheritdoc/>
    public ChildEnvironment EnvironmentOf(DriverRequest request) => AnsibleWorkspace.Prepare(request).Environment();

    /// <inheritdoc/>
    public async Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var play = new AnsiblePlay(runner, request);
        if (request.JudgesOnly)
        {
            return new DriverOutcome { Outcome = StepOutcome.Unchanged, Summary = $"{AnsibleWorkspace.DestroyPlaybookName} is there" };
        }

        request.BeforeChange();
        var result = await new Repeatable(request).RunAsync("ansible-playbook", () => play.RunAsync(cancellationToken), _ => play.Transient, cancellationToken);
        var outcome = AnsibleOutcome.Of(result, play.Events, play.Faults, request.Mask);
        return WithOutputs(outcome, play.Events, request) with { Commands = play.Commands.Shown, ToolExitCode = play.Commands.LastExitCode };
    }

    /// <inheritdoc/>
    public Task<DriverPlan> PlanAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        AnsibleWorkspace.Prepare(request);
        return Task.FromResult(new DriverPlan { Effect = PlannedEffect.Run, Summary = "runs its playbook, which cannot be planned" });
    }

    /// <inheritdoc/>
    public Task<DriverLook> LookAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken) => Task.FromResult(new DriverLook());

    /// <inheritdoc/>
    public Task<DriverOutcome> ApplyAsync(DriverRequest request, DriverPlan plan, CancellationToken cancellationToken) => RunAsync(request, cancellationToken);

    private static DriverOutcome WithOutputs(DriverOutcome outcome, AnsibleEvents events, DriverRequest request)
    {
        if (outcome.Outcome is not (StepOutcome.Changed or StepOutcome.Unchanged))
        {
            return outcome;
        }

        // The plugin knows the secrets of this step; the run knows them all.
        var outputs = events.Outputs ?? [];
        var secret = outputs.Where(output => JsonTexts.HoldSecret(output.Value, request.HoldsSecret)).Select(static output => output.Key).ToList();
        secret.ForEach(name => outputs.Remove(name));
        return outcome with { Outputs = outputs, WithheldOutputs = [.. events.Withheld.Union(secret, StringComparer.Ordinal)] };
    }
}
