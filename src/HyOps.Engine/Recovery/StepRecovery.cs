using HyOps.Core.Commands;
using HyOps.Core.Configuration;
using HyOps.Core.Drivers;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Drivers.Terraform.Forensics;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Recovery;

/// <summary>Recovers the state of one step: looks, decides, asks, does, and looks again.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="run">What the steps share.</param>
/// <param name="candidates">Knows where a killed run left its state.</param>
/// <param name="suspects">The runs that may have taken a lock.</param>
/// <param name="options">What the operator asks.</param>
internal sealed class StepRecovery(EngineServices services, PhaseRun run, RecoveryCandidates candidates, IReadOnlyList<LockSuspect> suspects, RecoverOptions options)
{
    /// <summary>Recovers it. What is refused or fails is in the result.</summary>
    /// <exception cref="RecoveryException">The operator did not agree.</exception>
    public async Task<StepResult> RunAsync(PlanStep step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = run.Clock.GetUtcNow();
        var ticks = run.Clock.GetTimestamp();
        var tool = run.Tools["terraform"];
        run.Observer.On(new StepStarted(step.Id, $"terraform {tool.Version}"));
        var result = await LoggedAsync(step, tool, cancellationToken).ConfigureAwait(false);
        result = result with
        {
            Tool = $"terraform {tool.Version}",
            Started = started,
            Duration = run.Clock.GetElapsedTime(ticks),
            Files = run.Evidence[step.Id].Files,
        };
        run.Observer.On(new StepFinished(result));
        return result;
    }

    private async Task<StepResult> LoggedAsync(PlanStep step, FoundTool tool, CancellationToken cancellationToken)
    {
        using var log = new StepLog(run.RecordDirectory, step.Id);
        var work = Path.Combine(run.Root.WorkDirectory, run.Id.Value, step.Id);
        try
        {
            candidates.Adopt(step);
            PrivateDirectory.Create(work);
            var request = StepRequests.Of(run, step, tool, InputsJson.Of(step.Module.Inputs), work, new TeeOutput(log));
            var result = await RecoverAsync(step, TerraformRecovery.Open(services.Runner, request), cancellationToken).ConfigureAwait(false);
            return result with { Log = log.RelativeDirectory };
        }
        finally
        {
            run.Evidence[step.Id] = new StepEvidence(null, log.Complete());
            if (Directory.Exists(work))
            {
                Directory.Delete(Path.GetDirectoryName(work)!, recursive: true);
            }
        }
    }

    private async Task<StepResult> RecoverAsync(PlanStep step, TerraformRecovery recovery, CancellationToken cancellationToken)
    {
        var sight = await recovery.LookAsync(suspects, cancellationToken).ConfigureAwait(false);
        var seen = Result(step, sight);
        if (sight.NotSeen is { } fault)
        {
            return seen with { Outcome = StepOutcome.Failed, Summary = "could not be looked at", Failure = run.Masker.Mask($"{fault}. Nothing was changed; see that the backend answers, then run the same again") };
        }

        var decision = RecoveryDecision.Of(sight, options.HolderIsDead);
        if (decision.Refusal is { } refusal)
        {
            return seen with { Outcome = StepOutcome.Refused, Summary = "nothing was changed", Failure = refusal };
        }

        if (options.DryRun)
        {
            return seen with { Summary = decision.Actions.Count == 0 ? "nothing to recover" : $"would {string.Join("; ", decision.Actions)}" };
        }

        if (decision.Actions.Count > 0)
        {
            await AskAsync(step, decision, cancellationToken).ConfigureAwait(false);
        }

        return await DoAsync(step, recovery, decision, seen, cancellationToken).ConfigureAwait(false);
    }

    private static StepResult Result(PlanStep step, TerraformSight sight) => new()
    {
        Step = step.Id,
        Module = step.Module.Contract.ModuleRef.Value,
        Outcome = StepOutcome.Unchanged,
        Summary = "nothing to recover",
        Forensics = new StepForensics
        {
            Classification = sight.Rescued is not null ? StepEnd.StateUnsaved : sight.Lock is not null ? StepEnd.LockLeft : StepEnd.Failed,
            Backend = sight.Backend,
            Before = sight.Now,
            Lock = sight.Lock,
            Rescued = sight.Rescued,
            NotSeen = sight.NotSeen,
        },
    };

    private async Task AskAsync(PlanStep step, RecoveryDecision decision, CancellationToken cancellationToken)
    {
        var actions = decision.Actions.Select(action => $"{step.Id}: {action}").ToList();
        actions.ForEach(action => run.Observer.On(new StageDone("recover", action)));
        if (options.Yes)
        {
            return;
        }

        var answer = services.World.Terminal.Prompt is { } prompt
            ? await prompt.AskAsync($"Do this for {step.Id}? Type yes: ", cancellationToken).ConfigureAwait(false)
            : null;
        if (answer?.Trim() is not "yes")
        {
            throw RecoveryException.NotConfirmed(actions);
        }
    }

    private async Task<StepResult> DoAsync(PlanStep step, TerraformRecovery recovery, RecoveryDecision decision, StepResult seen, CancellationToken cancellationToken)
    {
        if (decision.Unlock is { } held && await recovery.UnlockAsync(held, cancellationToken).ConfigureAwait(false) is { } locked)
        {
            return Failed(seen, "the lock could not be freed", locked);
        }

        if (decision.Push is { } rescued && await recovery.PushAsync(rescued, cancellationToken).ConfigureAwait(false) is { } unsaved)
        {
            return Failed(seen, "the state could not be pushed", $"{unsaved}. It still lies in {rescued.Path}");
        }

        if ((decision.Push ?? decision.Remove) is { } saved)
        {
            TerraformRecovery.Remove(saved);
        }

        var after = await recovery.LookAsync(suspects, CancellationToken.None).ConfigureAwait(false);
        if (after is { Lock: not null } or { NotSeen: not null })
        {
            return Failed(seen, "it is not in order yet", after.NotSeen ?? $"the lock {after.Lock!.Id} is held{after.Lock.By}");
        }

        run.State.Settle(step.Module.Contract.ModuleRef, step.Id, run.Id);
        return decision.Actions.Count == 0 ? seen : seen with
        {
            Outcome = StepOutcome.Changed,
            Summary = Done(decision),
            Forensics = seen.Forensics! with { After = after.Now },
        };
    }

    private static string Done(RecoveryDecision decision) => string.Join(", ", new[]
    {
        decision.Unlock is null ? null : "lock freed",
        decision.Push is null ? null : $"state pushed ({decision.Push.Version}) and read back",
        decision.Remove is null ? null : "the backend held the state already",
    }.OfType<string>());

    private StepResult Failed(StepResult seen, string summary, string why) =>
        seen with { Outcome = StepOutcome.Failed, Summary = summary, Failure = run.Masker.Mask($"{why.TrimEnd('.')}. The same command may be run again: it looks anew") };
}
