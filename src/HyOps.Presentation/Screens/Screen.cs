using HyOps.Core.World;

namespace HyOps.Presentation.Screens;

/// <summary>A stream that a person may read: where it goes, whether colours are wanted, how wide it is.</summary>
/// <param name="Writer">Takes the text.</param>
/// <param name="Color">Whether ANSI colours are wanted.</param>
/// <param name="Width">Columns; null where nothing limits a line (a file, a pipe): lines are not wrapped there, so that they can be searched.</param>
public sealed record Screen(TextWriter Writer, bool Color, int? Width)
{
    /// <summary>Standard output, for data.</summary>
    /// <param name="surroundings">The world.</param>
    public static Screen Out(Surroundings surroundings) => Of(surroundings.Terminal, surroundings.Terminal.Out, surroundings.Terminal.OutIsTerminal);

    /// <summary>Standard error, for narration.</summary>
    /// <param name="surroundings">The world.</param>
    public static Screen Error(Surroundings surroundings) => Of(surroundings.Terminal, surroundings.Terminal.Error, surroundings.Terminal.ErrorIsTerminal);

    /// <summary>Writes a line in a style.</summary>
    /// <param name="text">Text of ours or cleaned text (<see cref="Foreign"/>).</param>
    /// <param name="style">Its style; shown where colours are wanted.</param>
    public void WriteLine(string text = "", TextStyle style = TextStyle.Normal) => Writer.Write(Paint(text, style) + "\n");

    /// <summary>The text with the codes of its style, where colours are wanted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Its style.</param>
    public string Paint(string text, TextStyle style) => Color ? TextStyles.Paint(text, style) : text;

    private static Screen Of(Terminal terminal, TextWriter writer, bool isTerminal) =>
        new(writer, terminal.Color && isTerminal, isTerminal ? terminal.Width : null);
}
