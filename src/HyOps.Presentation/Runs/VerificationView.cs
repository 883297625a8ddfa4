using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>Verdicts on records, for a person.</summary>
public static class VerificationView
{
    /// <summary>Writes a verdict with everything that was found.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="verification">The verdict.</param>
    public static void Write(Screen screen, RecordVerification verification)
    {
        screen.WriteLine($"{verification.Id}: {Foreign.Line(verification.State is RecordState.Tampered or RecordState.Exposed ? WordsOf(verification) : verification.Words)}", StyleOf(verification.State));
        foreach (var finding in verification.State is RecordState.Torn && verification.Findings.Count == 1 ? [] : verification.Findings)
        {
            screen.WriteLine($"  {Foreign.Line(finding.ToString())}");
        }
    }

    /// <summary>Writes how many records got which verdict.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="verifications">All of them.</param>
    public static void WriteTotals(Screen screen, IReadOnlyCollection<RecordVerification> verifications)
    {
        var states = verifications.GroupBy(verification => verification.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        screen.WriteLine($"{verifications.Count} {(verifications.Count == 1 ? "record" : "records")}: {string.Join(", ", states)}");
    }

    internal static TextStyle StyleOf(RecordState state) => state switch
    {
        RecordState.Intact => TextStyle.Good,
        RecordState.Running => TextStyle.Normal,
        RecordState.Tampered => TextStyle.Bad,
        _ => TextStyle.Warning,
    };

    private static string WordsOf(RecordVerification verification) =>
        verification.State is RecordState.Tampered ? "CHANGED after the run wrote it" : "not changed, but not as it was left";
}
