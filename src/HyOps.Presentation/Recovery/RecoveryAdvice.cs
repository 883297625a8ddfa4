using HyOps.Core.Drivers;
using HyOps.Core.Runs;

namespace HyOps.Presentation.Recovery;

/// <summary>What an operator must know after a run that did not end cleanly: what happened, what is held, what is safe, and the one next command.</summary>
/// <param name="Classification">The worst that a step came to.</param>
/// <param name="Title">What it means, in a line.</param>
/// <param name="Steps">The steps, each with what was seen of it.</param>
/// <param name="SafeNow">What is safe now, and what is not.</param>
/// <param name="Next">The one next command.</param>
public sealed record RecoveryAdvice(StepEnd Classification, string Title, IReadOnlyList<AdvisedStep> Steps, string SafeNow, string Next)
{
    /// <summary>The advice after a run; null where there is nothing to say: it ended cleanly, or failed with all in order.</summary>
    /// <param name="summary">The run.</param>
    public static RecoveryAdvice? After(RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var looked = summary.Steps.Where(step => step.Forensics is { } seen && (seen.Classification < StepEnd.Failed || seen.NotSeen is not null)).ToList();
        if (looked.Count == 0 || summary.Verb == "recover")
        {
            return null;
        }

        var worst = looked.Min(step => step.Forensics!.Classification);
        var unseen = looked.Exists(step => step.Forensics!.NotSeen is not null);
        var recover = $"hyops recover {summary.Selector} --run {summary.Id}";
        IReadOnlyList<AdvisedStep> steps = [.. looked.OrderBy(step => step.Forensics!.Classification).Select(step => new AdvisedStep(step.Step, step.Forensics!.Classification, WordsOf(step.Forensics!)))];
        return worst switch
        {
            StepEnd.StateUnsaved => new(worst, $"STATE NOT SAVED: what was done on {summary.Environment} is known to a file alone", steps, "to look: hyops runs show. Not safe: another run, terraform itself, deleting the file", recover),
            StepEnd.LockLeft => new(worst, $"LOCK LEFT: a state of {summary.Environment} is still locked by a Terraform that did not end in order", steps, "to look: hyops runs show. Another run would wait for the lock, and fail", recover),
            StepEnd.LockHeld => new(worst, $"LOCKED: somebody else holds a state of {summary.Environment}; nothing was changed there", steps, "to wait for its end, and to run the same again", recover),
            _ when unseen => new(worst, $"NOT SEEN: nobody could look whether {summary.Environment} is in order", steps, "to look, once the backend answers", recover),
            _ => new(worst, $"INTERRUPTED: {summary.Environment} is in order, and not finished", steps, "everything: nothing is held, nothing is lost", summary.RunAgain),
        };
    }

    private static string WordsOf(StepForensics seen)
    {
        var held = seen.Lock is { } by ? $"lock {by.Id ?? "(no ID)"} is held{by.By}; its holder is {WordOf(by.Holder)}{(by.Holder is not LockHolder.Dead && by.HolderReason.Length > 0 ? $": {by.HolderReason}" : "")}" : null;
        var saved = seen.Classification switch
        {
            StepEnd.StateUnsaved => $"the {seen.Backend} backend holds {Version(seen.After)}, and did not take {Version(seen.Rescued?.Version)}: {seen.Rescued?.Path}",
            StepEnd.LockHeld => null,
            StepEnd.LockLeft => $"the backend holds {Version(seen.After)} ({Version(seen.Before)} before); what was done last may be missing there",
            _ when seen.NotSeen is not null => null,
            _ => seen.Before == seen.After ? $"state saved ({Version(seen.After)})" : $"state saved ({Version(seen.Before)} before, {Version(seen.After)} now)",
        };
        return string.Join("; ", new[] { saved, held ?? (seen.Classification is StepEnd.Interrupted && seen.NotSeen is null ? "lock free" : null), seen.NotSeen }.OfType<string>());
    }

    private static string Version(StateVersion? version) => version?.ToString() ?? "no state";

    private static string WordOf(LockHolder holder) => holder switch
    {
        LockHolder.Alive => "alive",
        LockHolder.Dead => "dead",
        _ => "not known to be dead",
    };
}

/// <summary>A step that the advice is about.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Classification">What it came to.</param>
/// <param name="Words">What was seen, in a line.</param>
public sealed record AdvisedStep(string Step, StepEnd Classification, string Words);
