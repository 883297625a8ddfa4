namespace HyOps.Core.Redaction.Keyed;

/// <summary>How a value ends, with the quote where it has one.</summary>
internal readonly record struct ValueKind(ValueEnd End, byte Quote = 0)
{
    /// <summary>Reads on in a value.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="at">Within the value.</param>
    /// <param name="isLast">Whether nothing follows the text.</param>
    /// <param name="ended">Whether the value ends there; if not, what follows must be seen first.</param>
    /// <returns>Up to where it is the value in any case.</returns>
    internal int Read(ReadOnlySpan<byte> text, int at, bool isLast, out bool ended)
    {
        for (ended = true; at < text.Length; at++)
        {
            var next = at + 1 < text.Length ? text[at + 1] : (byte)0;
            var isCut = at + 1 == text.Length && !isLast;
            switch (Step(text[at], next))
            {
                case Reading.Ends when isCut && NeedsNext(text[at]):
                case Reading.Two when isCut:
                    ended = false;
                    return at;
                case Reading.Ends:
                    return at;
                case Reading.Two:
                    at++;
                    break;
            }
        }

        ended = isLast;
        return Math.Min(at, text.Length);
    }

    private enum Reading
    {
        One,
        Two,
        Ends,
    }

    // The two ends of which the first byte alone may also be a part of the value.
    private bool NeedsNext(byte value) => (End is ValueEnd.EscapedQuote && value == (byte)'\\') || (End is ValueEnd.Pem && value == (byte)'-');

    private Reading Step(byte value, byte next) => End switch
    {
        ValueEnd.Quote => value == Quote || value is (byte)'\n' or (byte)'\r' ? Reading.Ends : value == (byte)'\\' ? Reading.Two : Reading.One,
        ValueEnd.EscapedQuote when value == (byte)'\\' => next == Quote || next == 0 ? Reading.Ends : Reading.Two,
        ValueEnd.EscapedQuote => value is (byte)'\n' or (byte)'\r' ? Reading.Ends : Reading.One,
        ValueEnd.Line => value is (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)'\'' or (byte)'\\' ? Reading.Ends : Reading.One,
        ValueEnd.Element => value is (byte)'<' or (byte)'\n' ? Reading.Ends : Reading.One,
        ValueEnd.Token => IsToken(value) ? Reading.One : Reading.Ends,
        ValueEnd.DottedToken => IsToken(value) || value is (byte)'.' or (byte)'+' or (byte)'/' or (byte)'=' or (byte)'~' ? Reading.One : Reading.Ends,
        ValueEnd.Pem when value == (byte)'-' => next is (byte)'-' or 0 ? Reading.Ends : Reading.One,
        ValueEnd.Pem => IsBase64(value) || value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\\' or (byte)':' or (byte)',' or (byte)'"' or (byte)'|' ? Reading.One : Reading.Ends,
        _ => value <= (byte)' ' || ",;&)]}\"'<>`|\\"u8.Contains(value) ? Reading.Ends : Reading.One,
    };

    private static bool IsToken(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-';

    private static bool IsBase64(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'+' or (byte)'/' or (byte)'=';
}
