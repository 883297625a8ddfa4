using System.Globalization;
using Spectre.Console;

namespace HyOps.Presentation.Screens;

/// <summary>Widths in terminal cells: a CJK character takes two, a combining mark none.</summary>
internal static class Cells
{
    private const char Cut = '…';

    internal static int Width(string text) => System.Text.Ascii.IsValid(text) ? text.Length : text.GetCellWidth();

    internal static string PadTo(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>The text, cut to a width, never within a character; a cut shows.</summary>
    internal static string Fit(string text, int width)
    {
        if (width <= 0 || Width(text) <= width)
        {
            return width <= 0 ? "" : text;
        }

        var length = 0;
        var used = 0;
        foreach (var (start, cells) in Characters(text))
        {
            if (used + cells > width - 1)
            {
                break;
            }

            used += cells;
            length = start;
        }

        return text[..length] + Cut;
    }

    private static IEnumerable<(int End, int Cells)> Characters(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            yield return (at + length, Width(text.Substring(at, length)));
            at += length;
        }
    }
}
