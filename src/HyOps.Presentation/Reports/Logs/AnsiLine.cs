using System.Text;
using System.Text.RegularExpressions;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Logs;

/// <summary>
/// A line of a log as HTML: the colours and weights that tools write (SGR, ECMA-48 8.3.117) become classes of our own palette, which is
/// readable in both themes; backgrounds are left out. Every other control sequence stays visible as text.
/// </summary>
internal static partial class AnsiLine
{
    private const char Escape = '\u001b';

    public static string Render(string line)
    {
        if (!line.Contains(Escape, StringComparison.Ordinal))
        {
            return VisibleText.Of(line);
        }

        var content = new StringBuilder(line.Length);
        var style = default(Style);
        var at = 0;
        foreach (Match match in SelectGraphicRendition().Matches(line))
        {
            AppendPiece(content, line.AsSpan(at, match.Index - at), style);
            style = style.After(match.Groups[1].Value);
            at = match.Index + match.Length;
        }

        AppendPiece(content, line.AsSpan(at), style);
        return content.ToString();
    }

    private static void AppendPiece(StringBuilder content, ReadOnlySpan<char> piece, Style style)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var classes = style.Classes;
        if (classes.Length > 0)
        {
            content.Append("<span class=\"").Append(classes).Append("\">");
        }

        VisibleText.AppendTo(content, piece);
        content.Append(classes.Length > 0 ? "</span>" : "");
    }

    [GeneratedRegex(@"\x1b\[([0-9;:]{0,64})m")]
    private static partial Regex SelectGraphicRendition();

    /// <summary>What is switched on at some point of a line.</summary>
    private readonly record struct Style(int Colour, bool Bold, bool Dim, bool Italic, bool Underline)
    {
        private const int Colours = 8;

        public string Classes
        {
            get
            {
                string[] all = [Colour > 0 ? "a" + (char)('0' + Colour - 1) : "", Bold ? "ab" : "", Dim ? "ad" : "", Italic ? "ai" : "", Underline ? "au" : ""];
                return string.Join(' ', all.Where(name => name.Length > 0));
            }
        }

        public Style After(string codes)
        {
            var style = this;
            var numbers = codes.Split(';', ':').Select(code => int.TryParse(code, out var number) ? number : 0).ToList();
            for (var i = 0; i < numbers.Count; i++)
            {
                if (numbers[i] is 38 or 48 or 58)
                {
                    // 5;N is a colour of the table of 256, 2;R;G;B one of its own: the text keeps ours.
                    i += numbers.ElementAtOrDefault(i + 1) is 2 ? 4 : 2;
                    continue;
                }

                style = style.After(numbers[i]);
            }

            return style;
        }

        private Style After(int code) => code switch
        {
            0 => default,
            1 => this with { Bold = true },
            2 => this with { Dim = true },
            3 => this with { Italic = true },
            4 => this with { Underline = true },
            22 => this with { Bold = false, Dim = false },
            23 => this with { Italic = false },
            24 => this with { Underline = false },
            >= 30 and < 30 + Colours => this with { Colour = code - 30 + 1 },
            >= 90 and < 90 + Colours => this with { Colour = code - 90 + 1 },
            39 => this with { Colour = 0 },
            _ => this,
        };
    }
}
