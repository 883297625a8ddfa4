using HyOps.Engine.Secrets.Transfers;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>What went between the authority and the bundle, for a person. No value is ever in it.</summary>
public static class TransferView
{
    /// <summary>What a sync did, or would do.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, SyncResult result, bool dryRun)
    {
        foreach (var key in result.Keys)
        {
            // Where one cannot be read nothing is written: what stands beside it only would have been.
            var wouldBe = (dryRun || !result.IsComplete) && key.Outcome is (SyncOutcome.Added or SyncOutcome.Changed);
            screen.WriteLine($"{key.Name}: {Word(key.Outcome.ToString(), wouldBe)}", StyleOf(key.Outcome));
            WriteProblem(screen, key.Reference.ToString(), key.Problem, key.Fix);
        }
    }

    /// <summary>What a push did, or would do.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, PushResult result, bool dryRun)
    {
        foreach (var key in result.Keys)
        {
            var wouldBe = dryRun && key.Outcome is (PushOutcome.Created or PushOutcome.Updated);
            var word = key.Outcome is PushOutcome.NotInBundle ? "not in bundle" : Word(key.Outcome.ToString(), wouldBe);
            screen.WriteLine($"{key.Name}: {word}", StyleOf(key));
            WriteProblem(screen, key.Reference.ToString(), key.Problem, key.Fix);
        }
    }

    private static string Word(string outcome, bool wouldBe) => (wouldBe ? "would be " : "") + outcome.ToLowerInvariant();

    private static void WriteProblem(Screen screen, string secret, string? problem, string? fix)
    {
        if (problem is not null)
        {
            NextStep.Write(screen, $"{secret} {problem}", fix, TextStyle.Normal, indent: 2);
        }
    }

    private static TextStyle StyleOf(SyncOutcome outcome) => outcome switch
    {
        SyncOutcome.Unchanged => TextStyle.Good,
        SyncOutcome.Unreadable => TextStyle.Bad,
        _ => TextStyle.Changed,
    };

    private static TextStyle StyleOf(PushedKey key) => key.Problem is not null ? TextStyle.Bad : key.Outcome switch
    {
        PushOutcome.Unchanged => TextStyle.Good,
        PushOutcome.Pinned or PushOutcome.NotInBundle => TextStyle.Quiet,
        _ => TextStyle.Changed,
    };
}
