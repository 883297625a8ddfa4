using System.Globalization;
using System.Text;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>The last lines of a terminal, which are drawn anew in each frame; what is written above them scrolls away.</summary>
internal sealed class LiveRegion
{
    private IReadOnlyList<int> drawn = [];

    /// <summary>A frame: the old lines go, new lines are left above for good, the region is drawn below them.</summary>
    internal string Frame(IEnumerable<string> above, IReadOnlyList<LiveLine> lines, int columns)
    {
        var frame = new StringBuilder(Erase(columns));
        foreach (var line in above)
        {
            frame.Append(line).Append('\n');
        }

        foreach (var line in lines)
        {
            frame.Append(line.Painted).Append('\n');
        }

        drawn = [.. lines.Select(line => Cells.Width(line.Plain))];
        return frame.ToString();
    }

    /// <summary>Removes the region.</summary>
    internal string Clear(int columns)
    {
        var erase = Erase(columns);
        drawn = [];
        return erase;
    }

    // A terminal that became narrower since has broken the lines: they take more rows now than were drawn.
    private string Erase(int columns)
    {
        var rows = drawn.Sum(width => Math.Max(1, (width + Math.Max(1, columns) - 1) / Math.Max(1, columns)));
        return rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{rows}A\e[J");
    }
}

/// <summary>A line of the region.</summary>
/// <param name="Plain">What it says, fitted to the terminal's width.</param>
/// <param name="Painted">The same with its colours.</param>
internal sealed record LiveLine(string Plain, string Painted);
