using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HyOps.Presentation.Screens;

/// <summary>
/// Text that others wrote (tools, files, names), made fit for a terminal: escape sequences, control characters and characters that turn
/// the reading direction could move the cursor, hide text or rename the window.
/// </summary>
public static partial class Foreign
{
    /// <summary>One line: everything that does not print is gone; tabs become spaces; a line end becomes a space.</summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text) => Clean(text, keepLineEnds: false);

    /// <summary>The lines of a text, each cleaned, without empty ones at the end.</summary>
    /// <param name="text">Any text.</param>
    public static IReadOnlyList<string> Lines(string text) => Clean(text, keepLineEnds: true).TrimEnd().Split('\n');

    private static string Clean(string text, bool keepLineEnds)
    {
        if (!text.Any(NeedsCare))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in EscapeSequence().Replace(text.ReplaceLineEndings("\n"), ""))
        {
            clean.Append(c switch
            {
                '\n' => keepLineEnds ? "\n" : " ",
                '\t' => "    ",
                _ => NeedsCare(c) ? "" : c.ToString(),
            });
        }

        return clean.ToString();
    }

    private static bool NeedsCare(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' || (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format && c != '\u200d');

    // CSI …, OSC … ended by BEL or ST, other string sequences, and two-character ones.
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)?|\e[PX^_][^\e]*(?:\e\\)?|\e[ -/]*[0-~]?")]
    private static partial Regex EscapeSequence();
}
