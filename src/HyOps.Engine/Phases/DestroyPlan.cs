using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Phases;

/// <summary>A phase backwards: what needs a step goes before it, each with the keys that its contract names for a destroy.</summary>
internal static class DestroyPlan
{
    /// <summary>Turns a plan round.</summary>
    /// <param name="plan">The plan of the steps.</param>
    public static PhasePlan Of(PhasePlan plan)
    {
        var needing = plan.Steps.SelectMany(step => step.Needs.Select(need => (Need: need, step.Id))).ToLookup(static pair => pair.Need, static pair => pair.Id, StringComparer.Ordinal);
        return plan with
        {
            Runbook =
            [
                .. plan.Steps.Reverse().Select(step => step with
                {
                    Needs = [.. needing[step.Id]],
                    Module = step.Module with { RequiredEnv = step.Module.RequiredEnvDestroy },
                }),
            ],
        };
    }

    /// <summary>Reads what the steps published when they were made: their consumers are destroyed with the same inputs.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">The steps that are destroyed.</param>
    public static void Recall(PhaseRun run, PhasePlan plan)
    {
        foreach (var step in plan.Steps)
        {
            // Also of an instance that a killed run left half-changed: what it had published is the best that is known.
            if (run.State.Find(step.Module.Contract.ModuleRef, step.Id)?.Outputs is { } outputs)
            {
                run.Published[step.Id] = outputs;
            }
        }
    }
}
