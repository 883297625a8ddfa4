using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.State;

namespace HyOps.Engine.Recovery;

/// <summary>Which steps of a run may have left something. Too many cost a look; one too few would be left behind.</summary>
/// <param name="root">The runtime root.</param>
/// <param name="state">The marks of the modules.</param>
/// <param name="run">The run.</param>
internal sealed class RecoveryCandidates(RuntimeRoot root, ModuleStateStore state, StoredRun run)
{
    /// <summary>The steps.</summary>
    /// <param name="phase">The run's phase, as it is now.</param>
    public IReadOnlyList<PlanStep> In(PhasePlan phase) => [.. Terraform(phase).Where(MayHaveLeftSomething)];

    /// <summary>The steps that keep a state.</summary>
    /// <param name="phase">A phase.</param>
    public static IEnumerable<PlanStep> Terraform(PhasePlan phase) => phase.Steps.Where(step => step.Module.Contract.Driver is DriverKind.Terraform);

    /// <summary>Brings an unsaved state that a killed run left in its work directory to where those of other runs lie.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="RecoveryException">There is one already.</exception>
    public void Adopt(PlanStep step)
    {
        var abandoned = Path.Combine(root.WorkDirectory, run.WorkName, step.Id, AbandonedWork.RescuedState);
        if (File.Exists(abandoned))
        {
            var own = RescuedOf(step);
            if (File.Exists(own))
            {
                throw RecoveryException.TwoStates(own, abandoned);
            }

            PrivateDirectory.Create(Path.GetDirectoryName(own)!);
            AtomicFile.Write(own, File.ReadAllBytes(abandoned));
            File.Delete(abandoned);
        }
    }

    private bool MayHaveLeftSomething(PlanStep step) =>
        File.Exists(RescuedOf(step))
        || File.Exists(Path.Combine(root.WorkDirectory, run.WorkName, step.Id, AbandonedWork.RescuedState))
        || state.Find(step.Module.Contract.ModuleRef, step.Id) is { IsReliable: false }
        || DidNotEndWell(step);

    // A killed run wrote no steps: each that was ever begun may have been at work.
    private bool DidNotEndWell(PlanStep step) => run.Record is not { ExitCode: not null } record
        ? Directory.Exists(root.InstanceDirectory(step.Module.Contract.ModuleRef, step.Id))
        : record.Steps.Any(ended => ended.Id == step.Id && Array.Exists(Bad, outcome => OutcomeNames.Of(outcome) == ended.Outcome));

    private static StepOutcome[] Bad => [StepOutcome.Failed, StepOutcome.Interrupted, StepOutcome.LockLeft, StepOutcome.StateUnsaved];

    private string RescuedOf(PlanStep step) => Path.Combine(root.InstanceDirectory(step.Module.Contract.ModuleRef, step.Id), AbandonedWork.RescuedState);
}
