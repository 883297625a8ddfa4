using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyOps.Presentation.Screens;

/// <summary>A table without lines: the columns are as wide as they need to be, and wrap only where the screen is too narrow.</summary>
/// <param name="headings">The columns' headings.</param>
public sealed class Columns(params string[] headings)
{
    private const int Endless = 100_000;
    private readonly List<Cell[]> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One a column; text is cleaned here.</param>
    public void Add(params Cell[] cells) => rows.Add(cells);

    /// <summary>Writes the table.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="indent">Columns of space before each line.</param>
    public void Write(Screen screen, int indent = 0)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Text(new Cell(heading, TextStyle.Quiet))) { Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(Text));
        }

        using var text = new StringWriter();
        CreateConsole(text, screen.Color, Math.Max(10, (screen.Width ?? Endless) - indent)).Write(table);
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
