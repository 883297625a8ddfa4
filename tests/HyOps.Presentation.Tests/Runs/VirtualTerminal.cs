using System.Globalization;
using System.Text;

namespace HyOps.Presentation.Tests.Runs;

/// <summary>A terminal of a few rules: text, line ends, cursor up, erase below; colours are dropped; long lines wrap. It knows nothing else, and says so.</summary>
internal sealed class VirtualTerminal(int columns) : StringWriter
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    internal string Shown => string.Join('\n', rows.Select(line => line.ToString().TrimEnd())).TrimEnd('\n');

    internal int CursorRow => row;

    public override void Write(string? value)
    {
        base.Write(value);
        for (var at = 0; at < value!.Length; at++)
        {
            at = value[at] == '\e' ? Obey(value, at) : Put(value[at], at);
        }
    }

    private int Put(char c, int at)
    {
        if (c is '\r' or '\n')
        {
            column = 0;
            row += c == '\n' ? 1 : 0;
        }
        else
        {
            (row, column) = column == columns ? (row + 1, 0) : (row, column);
            Line().Append(' ', Math.Max(0, column - Line().Length)).Length = Math.Max(column, Line().Length);
            Line().Remove(column, Line().Length > column ? 1 : 0).Insert(column, c);
            column++;
        }

        Line();
        return at;
    }

    private StringBuilder Line()
    {
        while (rows.Count <= row)
        {
            rows.Add(new StringBuilder());
        }

        return rows[row];
    }

    private int Obey(string text, int at)
    {
        var end = text.IndexOfAny(['A', 'J', 'm'], at);
        var parameter = text[(at + 2)..end];
        switch (text[end])
        {
            case 'A':
                row = Math.Max(0, row - int.Parse(parameter, CultureInfo.InvariantCulture));
                break;
            case 'J' when parameter.Length == 0:
                rows.RemoveRange(row, rows.Count - row);
                Line();
                break;
            case 'm':
                break;
            default:
                throw new NotSupportedException($"the view sent ESC[{parameter}{text[end]}");
        }

        return end;
    }
}
