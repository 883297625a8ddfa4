using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Errors;

/// <summary>What stopped a host, on standard error: <c>error: …</c>, then <c>next: …</c>.</summary>
public static class ErrorView
{
    /// <summary>Writes a report.</summary>
    /// <param name="screen">Where to: standard error.</param>
    /// <param name="report">What happened.</param>
    public static void Write(Screen screen, ErrorReport report)
    {
        WriteBlock(screen, "error: ", report.Message, TextStyle.Bad);
        WriteBlock(screen, "next: ", report.NextStep, TextStyle.Strong);
        foreach (var line in report.Trace is null ? [] : Foreign.Lines(report.Trace))
        {
            screen.WriteLine(line, TextStyle.Quiet);
        }
    }

    private static void WriteBlock(Screen screen, string label, string? text, TextStyle style)
    {
        foreach (var (index, line) in text is null ? [] : Foreign.Lines(text).Index())
        {
            screen.WriteLine(index == 0 ? screen.Paint(label, style) + line : new string(' ', label.Length) + line);
        }
    }
}
