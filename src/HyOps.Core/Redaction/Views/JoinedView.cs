using System.Buffers;

namespace HyOps.Core.Redaction.Views;

/// <summary>
/// Long runs of base64 or hexadecimal as if they were not cut into lines: without LF, CRLF, their escapes, and the blanks at the start of the next line.
/// </summary>
internal sealed class JoinedView : IView
{
    /// <summary>So many of the alphabet's characters before the line end are no word of a sentence.</summary>
    internal const int LeastBefore = 16;

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

        var limit = Math.Min(text.Length, end + LongestIndent);
        while (end < limit && text[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        edit = new Edit(at, end);
        return end == text.Length ? EditAnswer.Unfinished : Alphabet.Contains(text[end]) ? EditAnswer.Found : EditAnswer.None;
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
