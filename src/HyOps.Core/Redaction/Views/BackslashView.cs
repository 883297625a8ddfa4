namespace HyOps.Core.Redaction.Views;

/// <summary>
/// Backslash escapes decoded, as C, C#, HCL, JSON, Python, YAML's double quotes and the shell's <c>$'…'</c> have them: names, punctuation, <c>\xHH</c>,
/// <c>\uHHHH</c> and three octal digits.
/// </summary>
internal sealed class BackslashView : IView
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => "\\"u8;

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        edit = default;
        if (at + 1 == text.Length)
        {
            return EditAnswer.Unfinished;
        }

        var name = text[at + 1];
        switch ((char)name)
        {
            case 'x':
                return One(Digits.Hex(text, at + 2, 2, out var one), at, 4, one, out edit);
            case 'u':
                var answer = Digits.Hex(text, at + 2, 4, out var unit);
                return answer is EditAnswer.Found ? Digits.CodePoint(at, at + 6, unit, out edit) : answer;
            case >= '0' and <= '7':
                return Octal(text, at, out edit);
            default:
                return Named(name) is { } shown ? One(EditAnswer.Found, at, 2, shown, out edit) : EditAnswer.None;
        }
    }

    private static EditAnswer One(EditAnswer answer, int at, int length, uint shown, out Edit edit)
    {
        edit = new Edit(at, at + length, shown, 1);
        return answer;
    }

    private static EditAnswer Octal(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        edit = default;
        var value = 0u;
        for (var place = at + 1; place <= at + 3; place++)
        {
            if (place == text.Length)
            {
                return EditAnswer.Unfinished;
            }

            if (text[place] is < (byte)'0' or > (byte)'7')
            {
                return EditAnswer.None;
            }

            value = (value * 8) + text[place] - '0';
        }

        return One(EditAnswer.Found, at, 4, value & 0xFF, out edit);
    }

    private static uint? Named(byte name) => (char)name switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        'a' => '\a',
        'v' => '\v',
        'e' or 'E' => '\e',
        > ' ' and < '\x7F' when !char.IsAsciiLetterOrDigit((char)name) => name,
        ' ' => name,
        _ => null,
    };
}
