using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>
/// Whoever promotes a replica while the old primary lives has two: fence: names the step that proves it dead or fenced, and that step must be one
/// that proves something.
/// </summary>
internal static class FenceRule
{
    public static void Check(PhaseDraft phase, IReadOnlyDictionary<string, PhaseStep> planned, ProblemList problems)
    {
        foreach (var step in phase.Steps.Where(step => step.Fence is not null))
        {
            var fence = phase.Steps.FirstOrDefault(other => other.Id == step.Fence);
            if (fence is { Kind: StepKind.Wait or StepKind.Verify } || fence is not null && planned.GetValueOrDefault(fence.Id) is PlanStep { Check: not null })
            {
                continue;
            }

            var reason = fence is null ? $"which is no step of {PhaseNames.Of(phase.Phase)}" : $"a step of kind {StepKinds.Of(fence.Kind)} without a check, which proves nothing";
            problems.Error(
                ProblemCodes.FenceProvesNothing, step.FenceLocation ?? step.Location, $"{step.Path} ('{step.Id}') takes '{Shown.Text(step.Fence!)}' for its fence, {reason}",
                "Name a step of kind wait or verify whose probe proves that the old primary is dead or fenced, or one with a check that does.", $"{step.Path}.fence");
        }
    }
}
