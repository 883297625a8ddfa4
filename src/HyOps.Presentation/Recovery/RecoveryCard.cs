using HyOps.Core.Drivers;
using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Recovery;

/// <summary>The recovery card: at most twelve lines, for somebody who reads them at three in the morning.</summary>
public static class RecoveryCard
{
    private const int MostSteps = 4;
    private const int LabelWidth = 10;

    /// <summary>Writes the card, where there is something to say.</summary>
    /// <param name="screen">Where to: below the summary.</param>
    /// <param name="summary">The run.</param>
    public static void Write(Screen screen, RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(screen);
        if (RecoveryAdvice.After(summary) is not { } advice)
        {
            return;
        }

        screen.WriteLine();
        screen.WriteLine(Foreign.Line(advice.Title), advice.Classification is StepEnd.Interrupted ? TextStyle.Warning : TextStyle.Bad);
        foreach (var step in advice.Steps.Take(MostSteps))
        {
            WriteRow(screen, step.Step, step.Words);
        }

        if (advice.Steps.Count > MostSteps)
        {
            WriteRow(screen, "", $"and {advice.Steps.Count - MostSteps} more steps: hyops runs show {summary.Id}");
        }

        WriteRow(screen, "safe now", advice.SafeNow);
        screen.WriteLine($"  {screen.Paint("next".PadRight(LabelWidth), TextStyle.Strong)}  {screen.Paint(Foreign.Line(advice.Next), TextStyle.Strong)}");
    }

    private static void WriteRow(Screen screen, string label, string text) => screen.WriteLine($"  {Foreign.Line(label).PadRight(LabelWidth)}  {Foreign.Line(text)}");
}
