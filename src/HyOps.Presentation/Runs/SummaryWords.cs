using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Presentation.Runs;

/// <summary>A run in a few words, for the summary, the list of runs and both hosts.</summary>
public static class SummaryWords
{
    /// <summary>How it ended: <c>unchanged: nothing to do</c>, <c>done</c>, <c>failed</c>, <c>leaked</c>.</summary>
    /// <param name="summary">The run.</param>
    public static string Verdict(RunSummary summary) => summary.ExitCode switch
    {
        _ when summary.Leaks.Count > 0 => "leaked",
        ExitCode.Ok when summary.Verb == "recover" => summary.Steps.Count == 0 ? "nothing to recover" : summary.Steps.All(step => step.Outcome is StepOutcome.Unchanged) ? "nothing was changed" : "recovered",
        ExitCode.Ok when summary.Steps.Count == 0 => "nothing to do: the phase has no steps",
        ExitCode.Ok when summary.Steps.All(step => step.Outcome is StepOutcome.Unchanged) => "unchanged: nothing to do",
        ExitCode.Ok when summary.Steps.Any(step => step.Outcome is StepOutcome.Planned) => "planned: nothing was changed",
        ExitCode.Ok when summary.Steps.Any(step => step.Outcome is StepOutcome.NotPlanned) => "done, as far as the plan goes",
        ExitCode.Ok => "done",
        ExitCode.Interrupted => "interrupted",
        ExitCode.Refused => "refused",
        _ => "failed",
    };

    /// <summary>How many steps ended how: <c>3 steps: 1 changed, 2 unchanged</c>.</summary>
    /// <param name="steps">The steps.</param>
    public static string Totals(IReadOnlyCollection<StepResult> steps)
    {
        var outcomes = steps
            .GroupBy(step => step.Outcome)
            .OrderBy(group => group.Key is StepOutcome.Unchanged ? 1 : 0)
            .ThenBy(group => group.Key)
            .Select(group => $"{group.Count()} {OutcomeWords.Of(group.Key)}");
        return steps.Count == 0 ? "no steps" : $"{steps.Count} {(steps.Count == 1 ? "step" : "steps")}: {string.Join(", ", outcomes)}";
    }
}
