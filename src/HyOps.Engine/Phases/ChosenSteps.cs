using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Phases;

/// <summary>Some steps of a phase instead of all: what they take from the others is what those published last.</summary>
internal static class ChosenSteps
{
    /// <summary>The plan of the steps that were asked for; the whole one where none were.</summary>
    public static PhasePlan Of(PhasePlan plan, IReadOnlyCollection<string>? steps)
    {
        if (steps is not { } wanted)
        {
            return plan;
        }

        return plan with
        {
            Runbook = [.. plan.Runbook.Where(step => wanted.Contains(step.Id)).Select(step => step with { Needs = [.. step.Needs.Where(wanted.Contains)] })],
        };
    }

    /// <summary>Reads what the steps that do not run now published before.</summary>
    /// <param name="run">The run.</param>
    /// <param name="whole">The phase.</param>
    /// <param name="chosen">The steps that run.</param>
    public static void Recall(PhaseRun run, PhasePlan whole, PhasePlan chosen)
    {
        var running = chosen.Steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var wired = chosen.Steps.SelectMany(step => step.Wires).Select(wire => wire.FromStep).ToHashSet(StringComparer.Ordinal);
        foreach (var step in whole.Steps.Where(step => wired.Contains(step.Id) && !running.Contains(step.Id)))
        {
            if (run.State.Read(step.Module.Contract.ModuleRef, step.Id) is { } outputs)
            {
                run.Published[step.Id] = outputs;
            }
        }
    }
}
