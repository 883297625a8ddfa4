using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyOps.Presentation.Screens;

/// <summary>
/// A table without lines. Columns are as wide as they need to be; on a narrow screen the widest one wraps, and where that is not enough,
/// each row becomes a block of lines.
/// </summary>
/// <param name="headings">The columns' headings.</param>
public sealed class Columns(params string[] headings)
{
    private const int Endless = 100_000;
    private const int Gap = 2;
    private const int NarrowestWrapped = 16;
    private readonly List<Cell[]> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One a column; text is cleaned here.</param>
    public void Add(params Cell[] cells) => rows.Add(cells);

    /// <summary>Writes the table.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="indent">Columns of space before each line.</param>
    public void Write(Screen screen, int indent = 0)
    {
        var space = Math.Max(10, (screen.Width ?? Endless) - indent);
        var widths = headings.Select((heading, column) => rows.Select(row => Cells.Width(Foreign.Line(row[column].Text))).Append(heading.Length).Max() + Gap).ToList();
        var widest = widths.IndexOf(widths.Max());
        if (space - (widths.Sum() - widths[widest]) - Gap < Math.Min(NarrowestWrapped, widths[widest] - Gap))
        {
            WriteBlocks(screen, new string(' ', indent));
        }
        else
        {
            WriteTable(screen, indent, space, widest);
        }
    }

    private void WriteBlocks(Screen screen, string indent)
    {
        var labelWidth = headings.Max(heading => heading.Length) + Gap;
        foreach (var (index, row) in rows.Index())
        {
            screen.Writer.Write(index == 0 ? "" : "\n");
            foreach (var (heading, cell) in headings.Zip(row).Where(pair => pair.Second.Text.Length > 0))
            {
                screen.WriteLine($"{indent}{screen.Paint(heading.PadRight(labelWidth), TextStyle.Quiet)}{screen.Paint(Foreign.Line(cell.Text), cell.Style)}");
            }
        }
    }

    private void WriteTable(Screen screen, int indent, int space, int wrapping)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var (column, heading) in headings.Index())
        {
            table.AddColumn(new TableColumn(Text(new Cell(heading, TextStyle.Quiet))) { Padding = new Padding(0, 0, Gap, 0), NoWrap = column != wrapping });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(Text));
        }

        using var text = new StringWriter();
        CreateConsole(text, screen.Color, space).Write(table);
        foreach (var line in text.ToString().Split('\n').Select(TrimEnd).Where(line => line.Length > 0))
        {
            screen.WriteLine(new string(' ', indent) + line);
        }
    }

    private static IAnsiConsole CreateConsole(StringWriter text, bool color, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        return console;
    }

    // A padded cell's spaces at a line's end are noise in logs and golden files.
    private static string TrimEnd(string line) => line.TrimEnd(' ', '\r');

    private static IRenderable Text(Cell cell) => new Text(Foreign.Line(cell.Text), StyleOf(cell.Style));

    private static Style StyleOf(TextStyle style) => style switch
    {
        TextStyle.Strong => new Style(decoration: Decoration.Bold),
        TextStyle.Quiet => new Style(decoration: Decoration.Dim),
        TextStyle.Good => new Style(Color.Green),
        TextStyle.Changed => new Style(Color.Teal),
        TextStyle.Warning => new Style(Color.Olive),
        TextStyle.Bad => new Style(Color.Maroon),
        _ => Style.Plain,
    };
}

/// <summary>A table's cell.</summary>
/// <param name="Text">Any text; its own escape sequences and markup mean nothing.</param>
/// <param name="Style">Its style.</param>
public sealed record Cell(string Text, TextStyle Style = TextStyle.Normal)
{
    /// <summary>A cell in the normal style.</summary>
    /// <param name="text">Any text.</param>
    public static implicit operator Cell(string text) => FromString(text);

    /// <summary>A cell in the normal style.</summary>
    /// <param name="text">Any text.</param>
    public static Cell FromString(string text) => new(text);
}
