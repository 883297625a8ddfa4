namespace HyOps.Core.Redaction.Keyed;

/// <summary>The body of a private key in PEM (RFC 7468), over several lines or with escaped line ends.</summary>
internal static class PemBlock
{
    /// <summary>How far before the words "PRIVATE KEY" the block may begin.</summary>
    internal const int LongestLabel = 40;

    private const int ShortestLine = 16;

    /// <summary>What stands behind a place where <c>PRIVATE KEY</c> may be.</summary>
    internal static KeyedValue Read(ReadOnlySpan<byte> text, int place, bool isLast)
    {
        if (text[Math.Max(0, place - LongestLabel)..place].IndexOf("-----BEGIN "u8) < 0)
        {
            return KeyedValue.None;
        }

        var cursor = new Cursor(text, place, isLast);
        var isBlock = cursor.Take("PRIVATE KEY-----"u8) || cursor.Take("PRIVATE KEY BLOCK-----"u8);
        while (isBlock && cursor.Peek() is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'\\' or (byte)'"' or (byte)'+' or (byte)'|')
        {
            cursor.At += cursor.Peek() == (byte)'\\' ? 2 : 1;
        }

        var start = cursor.At;
        while (isBlock && cursor.At - start < ShortestLine && (char.IsAsciiLetterOrDigit((char)cursor.Peek()) || cursor.Peek() is (byte)'+' or (byte)'/' or (byte)'=' or (byte)'-' or (byte)':'))
        {
            cursor.At++;
        }

        if (cursor.RanOut)
        {
            return isBlock ? new KeyedValue(Views.EditAnswer.Unfinished, Math.Min(start, text.Length)) : KeyedValue.NotYet;
        }

        if (!isBlock || cursor.At - start < ShortestLine)
        {
            return KeyedValue.None;
        }

        var kind = new ValueKind(ValueEnd.Pem);
        var end = kind.Read(text, start, isLast, out var ended);
        return new KeyedValue(Views.EditAnswer.Found, start, end, ended ? null : kind);
    }
}
