using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;
using HyOps.Core.Runs;
using HyOps.Drivers.Stacks;
using HyOps.Engine.Phases;
using HyOps.Vault.Plans;

namespace HyOps.Engine.Plans;

/// <summary>Plans the steps of a phase, and seals what it found for approval. Nothing in the world is changed.</summary>
/// <param name="context">What it stands on.</param>
internal sealed class MakePlan(PlanContext context)
{
    private readonly ConcurrentDictionary<string, PlannedStepPart> parts = new(StringComparer.Ordinal);
    private readonly byte[] fingerprintKey = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    /// <summary>Makes it.</summary>
    /// <param name="cancellationToken">Cancelled = one interrupt to each running tool.</param>
    /// <returns>The run; its plan has an id where it was sealed: all could be looked at, nothing is refused, and there is something to do.</returns>
    public async Task<RunSummary> RunAsync(CancellationToken cancellationToken)
    {
        // A password that takes a person to unlock is asked for before the work, not after it.
        await context.Passwords.FindAsync(cancellationToken).ConfigureAwait(false);
        var worktree = await context.WorktreeAsync(cancellationToken).ConfigureAwait(false);
        var run = context.Run with { PlansOnly = true, Drive = DriveAsync };
        var runner = new StepRunner(run);
        var results = await context.Steps.RunAsync(run, context.Plan, step => PlanAsync((PlanStep)step, runner, run, cancellationToken), cancellationToken).ConfigureAwait(false);
        var report = Report(results);
        if (results.All(result => result.Succeeded) && report.Steps.Any(step => step.Does))
        {
            report = report with { Id = context.Record.Id.Value, Expires = report.Created + context.Options.Lifetime };
            await SealAsync(report, worktree, cancellationToken).ConfigureAwait(false);
        }

        return context.Record.Summarise(results) with { Plan = report };
    }

    private async Task<StepResult> PlanAsync(PlanStep step, StepRunner runner, PhaseRun run, CancellationToken cancellationToken)
    {
        if (WaitsFor(step, run) is { } reason)
        {
            parts[step.Id] = new PlannedStepPart(new DriverPlan { Effect = PlannedEffect.Waits, Summary = "not planned", Remark = reason }, null, "");
            var waits = new StepResult { Step = step.Id, Module = step.Module.Contract.ModuleRef.Value, Outcome = StepOutcome.NotPlanned, Summary = "not planned", Failure = reason };
            run.Observer.On(new StepFinished(waits));
            return waits;
        }

        var result = await runner.RunAsync(step, cancellationToken).ConfigureAwait(false);
        if (EffectOf(step.Id) is PlannedEffect.Run)
        {
            // Its playbook runs every time: what it published last is the best that can be known, and is compared again when a step takes it.
            run.Published[step.Id] = run.State.Read(step.Module.Contract.ModuleRef, step.Id) ?? [];
        }

        return result;
    }

    private async Task<DriverOutcome> DriveAsync(PlanStep step, IDriver driver, DriverRequest request, CancellationToken cancellationToken)
    {
        var stack = StackDigest.Of(request.StackDirectory);
        var plan = context.PlannerOf(step) is { } planner
            ? await planner.PlanAsync(request, cancellationToken).ConfigureAwait(false)
            : new DriverPlan { Effect = PlannedEffect.Run, Summary = $"runs, and {driver.Tool.Key} cannot be planned" };
        if (plan.Stopped is { Outcome: StepOutcome.Failed } failed && FirstThatDoes(step) is { } before)
        {
            // It may look for what an earlier step is to make: that is no fault before it is made.
            plan = new DriverPlan { Effect = PlannedEffect.Waits, Summary = "not planned", Remark = $"it could not be planned, and {before} is to be applied before it: {failed.Failure}" };
        }

        parts[step.Id] = new PlannedStepPart(plan, request, stack);
        return plan.Outcome;
    }

    private PlannedEffect? EffectOf(string step) => parts.GetValueOrDefault(step)?.Plan.Effect;

    private string? WaitsFor(PlanStep step, PhaseRun run)
    {
        if (step.Needs.FirstOrDefault(need => EffectOf(need) is PlannedEffect.Waits) is { } waiting)
        {
            return $"cannot be planned before {waiting} is, which waits itself";
        }

        return step.Wires.FirstOrDefault(wire => !IsKnown(wire, run)) is { } unknown
            ? $"cannot be planned before {unknown.FromStep} is applied: its input {unknown.Input} takes the output {unknown.Output}, which is not known yet"
            : null;
    }

    private bool IsKnown(Wire wire, PhaseRun run) => parts.GetValueOrDefault(wire.FromStep)?.Plan switch
    {
        { Effect: PlannedEffect.Build } => false,
        { Effect: PlannedEffect.Run } => run.Published.TryGetValue(wire.FromStep, out var last) && last.ContainsKey(wire.Output),
        { Effect: PlannedEffect.Apply } plan => !plan.UnknownOutputs.Contains(wire.Output),
        _ => true,
    };

    private string? FirstThatDoes(PlanStep step)
    {
        var before = new Queue<string>(step.Needs);
        while (before.TryDequeue(out var need))
        {
            if (EffectOf(need) is PlannedEffect.Apply or PlannedEffect.Build or PlannedEffect.Run)
            {
                return need;
            }

            foreach (var further in context.Plan.Steps.First(one => one.Id == need).Needs)
            {
                before.Enqueue(further);
            }
        }

        return null;
    }

    private PlanReport Report(IReadOnlyList<StepResult> results) => new()
    {
        Phase = PhaseNames.Of(context.Plan.Phase),
        Environment = context.Run.Environment.Name.Value,
        RequestedBy = context.Operator,
        Created = context.Now,
        Steps = [.. results.Select(Review)],
    };

    private StepReview Review(StepResult result)
    {
        var plan = result.Succeeded || result.Outcome is StepOutcome.Refused ? parts.GetValueOrDefault(result.Step)?.Plan : null;
        return new StepReview
        {
            Step = result.Step,
            Module = result.Module,
            Tool = result.Tool,
            Effect = plan?.Effect ?? PlannedEffect.Stopped,
            Summary = result.Summary,
            Remark = result.Failure,
            Resources = plan?.Resources ?? [],
            Outputs = plan?.OutputChanges ?? [],
            Policy = plan?.Policy,
        };
    }

    private async Task SealAsync(PlanReport report, string worktree, CancellationToken cancellationToken)
    {
        var planned = parts.Where(part => part.Value.Request is not null && part.Value.Plan.Effect is not PlannedEffect.Waits).ToDictionary(part => part.Key, part => part.Value.Request!, StringComparer.Ordinal);
        var bindings = new PlanBindings(context.Run, context.Project, context.Record.Current, fingerprintKey).Of(context.Plan, worktree, planned);
        await RequireStillAsync(worktree, bindings, cancellationToken).ConfigureAwait(false);
        var content = new SealedPlan
        {
            Report = report,
            Bindings = bindings,
            FingerprintKey = fingerprintKey,
            Steps = [.. context.Plan.Steps.Where(step => planned.ContainsKey(step.Id)).Select(step => Sealed(step.Id))],
        };
        var header = new PlanHeader
        {
            PlanId = report.Id!,
            Environment = report.Environment,
            Phase = report.Phase,
            RequestedBy = report.RequestedBy,
            Created = report.Created,
            Expires = report.Expires!.Value,
        };
        var sealedBytes = await context.Seal.SealAsync(header, content, cancellationToken).ConfigureAwait(false);
        content.Steps.ToList().ForEach(step => CryptographicOperations.ZeroMemory(step.File));
        context.Store.Write(context.Record.Id, sealedBytes);
        context.Record.Note(new RecordedSealedPlan("made", report.Id!, report.Phase)
        {
            RequestedBy = report.RequestedBy,
            Expires = report.Expires,
            SealedSha256 = Convert.ToHexStringLower(SHA256.HashData(sealedBytes)),
        });
    }

    // Somebody may have edited while the tools planned: then the digests of now are not those of what was planned.
    private async Task RequireStillAsync(string worktree, ImmutableArray<PlanBinding> bindings, CancellationToken cancellationToken)
    {
        var moved = bindings.FirstOrDefault(binding => binding.Part == PlanParts.Stack && parts[binding.Step!].StackBefore != binding.Value);
        if (moved is not null || await context.WorktreeAsync(cancellationToken).ConfigureAwait(false) != worktree)
        {
            throw PlanException.FilesMoved(moved?.Step);
        }
    }

    private SealedStep Sealed(string step)
    {
        var (plan, request, _) = parts[step];
        return new SealedStep
        {
            Step = step,
            Inputs = (JsonObject)request!.Inputs.DeepClone(),
            File = plan.File.ToArray(),
            Drift = plan.Drift,
            AllowedDestroys = request.AllowedDestroys,
        };
    }

    private sealed record PlannedStepPart(DriverPlan Plan, DriverRequest? Request, string StackBefore);
}
