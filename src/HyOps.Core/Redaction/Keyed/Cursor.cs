using HyOps.Core.Redaction.Views;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>Reads forward in a text, and knows when it would have had to read past its end.</summary>
internal ref struct Cursor(ReadOnlySpan<byte> text, int at, bool isLast)
{
    private const int MostBlanks = 32;
    private const byte Escape = 0x1B;

    /// <summary>The text.</summary>
    internal readonly ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Whether nothing follows it.</summary>
    internal readonly bool IsLast { get; } = isLast;

    /// <summary>The place.</summary>
    internal int At { get; set; } = at;

    /// <summary>Whether something was asked for that is not there yet.</summary>
    internal bool RanOut { get; private set; }

    /// <summary>The byte at the place; 0 where there is none.</summary>
    internal byte Peek()
    {
        if (At < Text.Length)
        {
            return Text[At];
        }

        RanOut |= !IsLast;
        return 0;
    }

    /// <summary>Whether the text goes on so, and if so, passes it.</summary>
    internal bool Take(ReadOnlySpan<byte> expected)
    {
        var rest = Text[Math.Min(At, Text.Length)..];
        if (rest.StartsWith(expected))
        {
            At += expected.Length;
            return true;
        }

        RanOut |= !IsLast && rest.Length < expected.Length && expected.StartsWith(rest);
        return false;
    }

    /// <summary>Passes blanks and a terminal's control sequences.</summary>
    internal void SkipBlanks()
    {
        for (var left = MostBlanks; left > 0; left--)
        {
            switch (Peek())
            {
                case (byte)' ' or (byte)'\t':
                    At++;
                    break;
                case Escape when TerminalView.LengthOf(Text[At..]) is var length and not 0:
                    At = length < 0 ? Text.Length : At + length;
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Passes a quote, with the backslashes before it.</summary>
    /// <returns>The kind of a value in it; null where there is none.</returns>
    internal ValueKind? TakeQuote()
    {
        var start = At;
        while (At - start < 4 && Peek() == (byte)'\\')
        {
            At++;
        }

        var quote = Peek();
        if (quote is (byte)'"' or (byte)'\'')
        {
            var kind = new ValueKind(At > start ? ValueEnd.EscapedQuote : ValueEnd.Quote, quote);
            At++;
            return kind;
        }

        At = start;
        return null;
    }
}
