using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Plans;

/// <summary>Applies a sealed plan: exactly that, once, or nothing at all.</summary>
/// <param name="context">What it stands on.</param>
/// <param name="stored">The plan.</param>
internal sealed class ApplyPlan(PlanContext context, StoredPlan stored)
{
    /// <summary>Refuses what can be refused without a password: another environment's or phase's plan, one that was applied.</summary>
    /// <param name="stored">The plan.</param>
    /// <param name="environment">The environment of the run.</param>
    /// <param name="phase">Its phase.</param>
    /// <exception cref="PlanException">It is refused.</exception>
    public static void RequireApplicable(StoredPlan stored, string environment, string phase)
    {
        if (stored.Applied is { } applied)
        {
            throw applied.ExitCode is null ? PlanException.Interrupted(applied) : PlanException.Applied(applied);
        }

        if (stored.Header is { } header)
        {
            RequireSame("environment", header.Environment, environment, stored.Id.Value);
            RequireSame("phase", header.Phase, phase, stored.Id.Value);
        }
    }

    /// <summary>Applies it.</summary>
    /// <param name="cancellationToken">Cancelled = one interrupt to each running tool; nothing new starts.</param>
    /// <exception cref="PlanException">Something is not as it was when the plan was made. Nothing was changed.</exception>
    public async Task<RunSummary> RunAsync(CancellationToken cancellationToken)
    {
        var sealedBytes = PlanStore.ReadSealed(stored);
        var plan = await context.Seal.OpenAsync(stored.SealedFile, sealedBytes, cancellationToken).ConfigureAwait(false);
        context.Record.Note(context.Record.Current.Plan! with { RequestedBy = plan.Report.RequestedBy, Expires = plan.Report.Expires, SealedSha256 = Convert.ToHexStringLower(SHA256.HashData(sealedBytes)) });
        var run = context.Run with { Drive = (step, driver, request, cancellation) => DriveAsync(plan, step, driver, request, cancellation) };
        RemoveKeptWork(run);
        await RequireSameAsync(plan, run, cancellationToken).ConfigureAwait(false);
        context.Run.Observer.On(new StageDone("plan", $"{stored.Id} is what was approved by {context.Options.ApprovedBy}"));
        var mark = Claim(plan);
        var runner = new StepRunner(run);
        var results = await context.Steps.RunAsync(run, context.Plan, step => ApplyAsync(plan, (PlanStep)step, runner, cancellationToken), cancellationToken).ConfigureAwait(false);
        var summary = context.Record.Summarise(results) with { Plan = plan.Report };
        context.Store.Settle(stored.Id, mark with { ExitCode = (int)summary.ExitCode });
        return summary;
    }

    private static void RequireSame(string what, string ofPlan, string asked, string id)
    {
        if (ofPlan != asked)
        {
            throw PlanException.OfAnother(what, ofPlan, asked, id);
        }
    }

    private async Task RequireSameAsync(SealedPlan plan, PhaseRun run, CancellationToken cancellationToken)
    {
        var requests = context.Plan.Steps.Where(step => plan.Of(step.Id) is not null)
            .ToDictionary(step => step.Id, step => RequestFor(run, step, plan.Of(step.Id)!.Inputs), StringComparer.Ordinal);
        var worktree = await context.WorktreeAsync(cancellationToken).ConfigureAwait(false);
        var now = new PlanBindings(run, context.Project, context.Record.Current, plan.FingerprintKey).Of(context.Plan, worktree, requests);
        var differences = PlanDifferences.Of(plan.Bindings, now).ToList();
        if (plan.Report.Expires <= context.Now)
        {
            differences.Insert(0, PlanException.Expired(plan.Report.Expires.Value));
        }

        if (differences.Count == 0)
        {
            differences.AddRange(await LookAsync(plan, run, cancellationToken).ConfigureAwait(false));
        }

        if (differences.Count > 0)
        {
            throw PlanException.Differs(stored.Id.Value, differences);
        }
    }

    /// <summary>Looks at the world of every step before anything is applied to any of them.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(SealedPlan plan, PhaseRun run, CancellationToken cancellationToken)
    {
        var refusals = new ConcurrentDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var bound = new ParallelOptions { MaxDegreeOfParallelism = context.Services.World.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(context.Plan.Steps.Where(step => plan.Of(step.Id) is not null), bound, async (step, cancellation) =>
            refusals[step.Id] = await LookAsync(plan, run, step, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. context.Plan.Steps.SelectMany(step => refusals.GetValueOrDefault(step.Id, []).Select(refusal => $"step {step.Id}: {refusal}"))];
    }

    private async Task<ImmutableArray<string>> LookAsync(SealedPlan plan, PhaseRun run, PlanStep step, CancellationToken cancellationToken)
    {
        if (context.PlannerOf(step) is not { } planner)
        {
            return [];
        }

        var part = plan.Of(step.Id)!;
        var request = RequestFor(run, step, part.Inputs);
        PrivateDirectory.Create(request.WorkDirectory);
        try
        {
            var look = await planner.LookAsync(request, plan.PlanOf(part), cancellationToken).ConfigureAwait(false);
            foreach (var warning in look.Warnings)
            {
                run.Observer.On(new StepProgress(step.Id, run.Masker.Mask(warning)));
            }

            return look.Stopped is { } stopped ? [run.Masker.Mask(stopped.Failure ?? stopped.Summary)] : look.Refusals;
        }
        finally
        {
            Directory.Delete(request.WorkDirectory, recursive: true);
        }
    }

    private static DriverRequest RequestFor(PhaseRun run, PlanStep step, JsonObject inputs) => StepRequests.Of(
        run, step, run.Tools[run.Drivers[step.Module.Contract.Driver].Tool.Key], inputs, Path.Combine(run.WorkDirectory, step.Id), DiscardOutput.Instance);

    private AppliedPlan Claim(SealedPlan plan)
    {
        var mark = new AppliedPlan
        {
            PlanId = stored.Id.Value,
            Phase = plan.Report.Phase,
            Environment = plan.Report.Environment,
            RequestedBy = plan.Report.RequestedBy,
            ApprovedBy = context.Options.ApprovedBy!,
            Created = plan.Report.Created,
            Expires = plan.Report.Expires!.Value,
            Run = context.Record.Id.Value,
            Started = context.Now,
        };
        context.Store.Claim(stored.Id, mark);
        return mark;
    }

    private async Task<StepResult> ApplyAsync(SealedPlan plan, PlanStep step, StepRunner runner, CancellationToken cancellationToken)
    {
        if (plan.Of(step.Id) is not null)
        {
            return await runner.RunAsync(step, cancellationToken).ConfigureAwait(false);
        }

        var result = new StepResult
        {
            Step = step.Id,
            Module = step.Module.Contract.ModuleRef.Value,
            Outcome = StepOutcome.NotPlanned,
            Summary = "not in this plan",
            Failure = "it could not be planned before the steps above were applied: plan again, and have that approved",
        };
        context.Run.Observer.On(new StepFinished(result));
        return result;
    }

    private async Task<DriverOutcome> DriveAsync(SealedPlan plan, PlanStep step, IDriver driver, DriverRequest request, CancellationToken cancellationToken)
    {
        var part = plan.Of(step.Id)!;
        var different = request.Inputs.Select(input => input.Key).Union(part.Inputs.Select(input => input.Key), StringComparer.Ordinal)
            .Where(name => !JsonNode.DeepEquals(request.Inputs[name], part.Inputs[name])).ToList();
        if (different.Count > 0)
        {
            return new DriverOutcome
            {
                Outcome = StepOutcome.Refused,
                Summary = "refused",
                Failure = $"its inputs are not those of the plan: {string.Join(", ", different)}: an earlier step published something else than the plan foresaw. Nothing was changed here. Plan again, and have that approved",
            };
        }

        var approved = request with { AllowedDestroys = part.AllowedDestroys };
        return context.PlannerOf(step) is { } planner
            ? await planner.ApplyAsync(approved, plan.PlanOf(part), cancellationToken).ConfigureAwait(false)
            : await driver.RunAsync(approved, cancellationToken).ConfigureAwait(false);
    }

    // The plan was made in a work directory of this name, and paths in it may lead there: it is applied in the same one.
    private static void RemoveKeptWork(PhaseRun run)
    {
        if (Directory.Exists(run.WorkDirectory))
        {
            Directory.Delete(run.WorkDirectory, recursive: true);
        }
    }
}
