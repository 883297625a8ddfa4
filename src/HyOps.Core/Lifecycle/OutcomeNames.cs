namespace HyOps.Core.Lifecycle;

/// <summary>The words for outcomes, in records and summaries.</summary>
public static class OutcomeNames
{
    /// <summary>The word for an outcome: <c>unchanged</c>, <c>lock-left</c> ….</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.LockLeft => "lock-left",
        StepOutcome.StateUnsaved => "state-unsaved",
        StepOutcome.NotRun => "not-run",
        StepOutcome.NotPlanned => "not-planned",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
