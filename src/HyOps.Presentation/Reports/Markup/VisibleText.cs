using System.Globalization;
using System.Text;

namespace HyOps.Presentation.Reports.Markup;

/// <summary>
/// Foreign text as HTML text, fit for attributes too: markup is escaped, and what does not print is shown, so that nothing hides in a
/// line or turns its reading direction. Controls become their pictures (ESC is ␛), other invisible characters their code points.
/// </summary>
internal static class VisibleText
{
    private const char PicturesOfControls = '\u2400';
    private const char PictureOfDelete = '\u2421';

    public static string Of(string foreign)
    {
        var content = new StringBuilder(foreign.Length);
        AppendTo(content, foreign);
        return content.ToString();
    }

    public static void AppendTo(StringBuilder content, ReadOnlySpan<char> foreign)
    {
        if (!NeedsCare(foreign))
        {
            content.Append(foreign);
            return;
        }

        foreach (var rune in foreign.EnumerateRunes())
        {
            Append(content, rune);
        }
    }

    private static bool NeedsCare(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '<' or '>' or '&' or '"' or '\'' or > '~')
            {
                return true;
            }
        }

        return false;
    }

    private static void Append(StringBuilder content, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n' or '\t': content.Append((char)rune.Value); break;
            case '<': content.Append("&lt;"); break;
            case '>': content.Append("&gt;"); break;
            case '&': content.Append("&amp;"); break;
            case '"': content.Append("&quot;"); break;
            case '\'': content.Append("&#39;"); break;
            case < ' ': content.Append((char)(PicturesOfControls + rune.Value)); break;
            case 0x7f: content.Append(PictureOfDelete); break;
            default:
                _ = IsInvisible(rune) ? content.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]") : content.Append(rune.ToString());
                break;
        }
    }

    // The joiner of emoji (200D) is no threat; every other format character, and what no font shows, is spelled out.
    private static bool IsInvisible(Rune rune) => rune.Value is not 0x200d && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
