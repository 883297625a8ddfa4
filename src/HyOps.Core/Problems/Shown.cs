using System.Text;

namespace HyOps.Core.Problems;

/// <summary>Text of unknown origin made fit for one line of a message: short, and without control characters.</summary>
public static class Shown
{
    private const int Longest = 60;

    /// <summary>The text, cut after 60 characters, with control characters escaped.</summary>
    /// <param name="text">Any text that is no secret.</param>
    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(Longest))
        {
            shown.Append(IsQuiet(rune) ? rune.ToString() : $"\\u{rune.Value:x4}");
        }

        return shown.Length < text.Length && text.EnumerateRunes().Skip(Longest).Any() ? shown.Append('…').ToString() : shown.ToString();
    }

    // Format characters too: they turn the direction of text, or hide it.
    private static bool IsQuiet(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (System.Globalization.UnicodeCategory.Control
        or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator);
}
