using HyOps.Core.Lifecycle;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>The words and styles for outcomes, the same in every view.</summary>
public static class OutcomeWords
{
    /// <summary>The word: <c>unchanged</c>, <c>lock left</c>, <c>state unsaved</c>, <c>not run</c>.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.LockLeft => "lock left",
        StepOutcome.StateUnsaved => "state unsaved",
        StepOutcome.NotRun => "not run",
        StepOutcome.NotPlanned => "not planned",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary>How it looks.</summary>
    /// <param name="outcome">The outcome.</param>
    public static TextStyle StyleOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Unchanged => TextStyle.Good,
        StepOutcome.Changed or StepOutcome.Planned => TextStyle.Changed,
        StepOutcome.NotRun or StepOutcome.NotPlanned => TextStyle.Quiet,
        StepOutcome.Interrupted => TextStyle.Warning,
        _ => TextStyle.Bad,
    };
}
