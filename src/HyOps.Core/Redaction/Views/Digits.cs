using System.Text;

namespace HyOps.Core.Redaction.Views;

/// <summary>Numbers within escapes.</summary>
internal static class Digits
{
    /// <summary>Exactly so many hexadecimal digits.</summary>
    internal static EditAnswer Hex(ReadOnlySpan<byte> text, int at, int count, out uint value)
    {
        value = 0;
        for (var place = at; place < at + count; place++)
        {
            if (place >= text.Length)
            {
                return EditAnswer.Unfinished;
            }

            if (!char.IsAsciiHexDigit((char)text[place]))
            {
                return EditAnswer.None;
            }

            value = (value * 16) + ValueOf(text[place]);
        }

        return EditAnswer.Found;
    }

    /// <summary>The value of a hexadecimal digit.</summary>
    internal static uint ValueOf(byte digit) => (uint)(digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);

    /// <summary>The edit that shows a code point as UTF-8; one that is none, as a surrogate, is shown as it is.</summary>
    internal static EditAnswer CodePoint(int start, int end, uint value, out Edit edit)
    {
        edit = default;
        if (!Rune.TryCreate(value, out var rune))
        {
            return EditAnswer.None;
        }

        Span<byte> bytes = stackalloc byte[4];
        var length = rune.EncodeToUtf8(bytes);
        var shown = 0u;
        for (var index = 0; index < length; index++)
        {
            shown |= (uint)bytes[index] << (index * 8);
        }

        edit = new Edit(start, end, shown, length);
        return EditAnswer.Found;
    }
}
