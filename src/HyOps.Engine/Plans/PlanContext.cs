using HyOps.Contracts.Projects;
using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Plans;

/// <summary>What making and applying a plan stand on: a run whose guardrails, tools and secrets are done.</summary>
internal sealed record PlanContext
{
    public required EngineServices Services { get; init; }

    public required PlanOptions Options { get; init; }

    public required ProjectFolders Project { get; init; }

    /// <summary>The steps.</summary>
    public required PhasePlan Plan { get; init; }

    public required PhaseRun Run { get; init; }

    public required PhaseRecord Record { get; init; }

    public required PhaseSteps Steps { get; init; }

    public required VaultPasswordSource Passwords { get; init; }

    public PlanStore Store => new(Run.Root);

    public PlanSeal Seal => new(Passwords);

    public string Operator => $"{Services.World.UserName} on {Services.World.HostName}";

    public DateTimeOffset Now => Services.World.Clock.GetUtcNow();

    /// <summary>What differs from the commit, now.</summary>
    public Task<string> WorktreeAsync(CancellationToken cancellationToken) => new WorktreeState(Services.Runner, Run.ChildEnvironment).ReadAsync(Project, cancellationToken);

    /// <summary>A driver as one that plans; the ones of tests may not.</summary>
    public IPlanningDriver? PlannerOf(PlanStep step) => Run.Drivers[step.Module.Contract.Driver] as IPlanningDriver;
}
