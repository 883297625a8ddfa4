namespace HyOps.Presentation.Screens;

/// <summary>Something that is wrong, with what to do about it below.</summary>
public static class NextStep
{
    /// <summary>Writes both.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="message">What is wrong; may have several lines.</param>
    /// <param name="fix">What to do; may have several lines.</param>
    /// <param name="style">The style of the message's first line.</param>
    /// <param name="indent">Columns of space before each line.</param>
    public static void Write(Screen screen, string message, string? fix, TextStyle style, int indent = 0)
    {
        var space = new string(' ', indent);
        foreach (var (index, line) in Foreign.Lines(message).Index())
        {
            screen.WriteLine(space + line, index == 0 ? style : TextStyle.Normal);
        }

        foreach (var (index, line) in fix is null ? [] : Foreign.Lines(fix).Index())
        {
            screen.WriteLine($"{space}{(index == 0 ? "  next: " : "        ")}{line}");
        }
    }
}
