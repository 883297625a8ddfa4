using System.Buffers;

namespace HyOps.Core.Redaction.Views;

/// <summary>
/// Long runs of base64 or hexadecimal as if they were not cut into lines: without LF, CRLF, their escapes, and what the next line begins with: what
/// this one began with, too (Terraform and Packer put the name of what runs before each line of a program), and blanks.
/// </summary>
internal sealed class JoinedView : IView
{
    /// <summary>So many of the alphabet's characters before the line end are no word of a sentence.</summary>
    private const int LeastBefore = 16;

    /// <summary>How far back the start of a line is looked for.</summary>
    internal const int LookBack = 256;

    private const int LongestPrefix = 128;
    private const int LongestIndent = 16;
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=:"u8);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => "\r\n\\"u8;

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        edit = default;
        if (at < LeastBefore || !Alphabet.Contains(text[at - 1]) || text[(at - LeastBefore)..at].IndexOfAnyExcept(Alphabet) >= 0)
        {
            return EditAnswer.None;
        }

        var end = at + LineEnd(text[at..]);
        if (end <= at)
        {
            return end == at ? EditAnswer.None : EditAnswer.Unfinished;
        }

        end += text[at] == (byte)'\\' ? 0 : Prefix(text[Math.Max(0, at - LookBack)..at], startsLine: at <= LookBack, text[end..]);
        var limit = Math.Min(text.Length, end + LongestIndent);
        while (end < limit && text[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        edit = new Edit(at, end);
        return end == text.Length ? EditAnswer.Unfinished : Alphabet.Contains(text[end]) ? EditAnswer.Found : EditAnswer.None;
    }

    /// <summary>How much of the next line is what this one began with, up to the last byte that is none of the alphabet.</summary>
    private static int Prefix(ReadOnlySpan<byte> before, bool startsLine, ReadOnlySpan<byte> next)
    {
        var start = before.LastIndexOf((byte)'\n');
        if (start < 0 && !startsLine)
        {
            return 0;
        }

        var line = before[(start + 1)..];
        var same = line[..Math.Min(line.Length, LongestPrefix)].CommonPrefixLength(next);
        return same == next.Length ? same : line[..same].LastIndexOfAnyExcept(Alphabet) + 1;
    }

    /// <summary>The length of the line end that a text begins with, plain or escaped; 0 where it is none, -1 where more is needed to tell.</summary>
    private static int LineEnd(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> newLine = text[0] == (byte)'\\' ? "\\n"u8 : "\n"u8;
        ReadOnlySpan<byte> twoBytes = text[0] == (byte)'\\' ? "\\r\\n"u8 : "\r\n"u8;
        return text.StartsWith(newLine) ? newLine.Length
            : text.StartsWith(twoBytes) ? twoBytes.Length
            : newLine.StartsWith(text) || twoBytes.StartsWith(text) ? -1
            : 0;
    }
}
