namespace HyOps.Core.Redaction.Views;

/// <summary>XML and HTML entities decoded: decimal, hexadecimal, and the names that writers use for what must be escaped.</summary>
internal sealed class EntityView : IView
{
    private const int Longest = 10;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => "&"u8;

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        edit = default;
        var end = at + 1;
        while (end < text.Length && end < at + Longest && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] == (byte)'#'))
        {
            end++;
        }

        if (end == text.Length)
        {
            return end < at + Longest ? EditAnswer.Unfinished : EditAnswer.None;
        }

        return text[end] == (byte)';' && Value(text[(at + 1)..end]) is { } value ? Digits.CodePoint(at, end + 1, value, out edit) : EditAnswer.None;
    }

    private static uint? Value(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'#', (byte)'x' or (byte)'X', _, ..] => Number(name[2..], 16),
        [(byte)'#', _, ..] => Number(name[1..], 10),
        _ when name.SequenceEqual("amp"u8) => '&',
        _ when name.SequenceEqual("lt"u8) => '<',
        _ when name.SequenceEqual("gt"u8) => '>',
        _ when name.SequenceEqual("quot"u8) => '"',
        _ when name.SequenceEqual("apos"u8) => '\'',
        _ => null,
    };

    private static uint? Number(ReadOnlySpan<byte> digits, uint radix)
    {
        var value = 0u;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit) || Digits.ValueOf(digit) >= radix)
            {
                return null;
            }

            value = (value * radix) + Digits.ValueOf(digit);
        }

        return value;
    }
}
