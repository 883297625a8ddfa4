namespace HyOps.Core.Redaction.Views;

/// <summary>
/// What a terminal shows: without control sequences (ECMA-48: CSI, OSC and the two-character ones) and without NUL. The latter makes UTF-16 of
/// ASCII readable too, in either byte order.
/// </summary>
internal sealed class TerminalView : IView
{
    /// <summary>No terminal waits longer for the end of a sequence; a longer one is text.</summary>
    private const int LongestControl = 64;

    private const int LongestCommand = 1024;
    private const byte Escape = 0x1B;
    private const byte Bell = 0x07;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => [Escape, 0];

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        var length = text[at] == 0 ? 1 : LengthOf(text[at..]);
        edit = new Edit(at, at + length);
        return length switch { 0 => EditAnswer.None, < 0 => EditAnswer.Unfinished, _ => EditAnswer.Found };
    }

    /// <summary>The length of the sequence that a text begins with; 0 where it is none, -1 where its end is missing.</summary>
    /// <param name="text">Begins with ESC.</param>
    internal static int LengthOf(ReadOnlySpan<byte> text) => text.Length < 2 ? -1 : text[1] switch
    {
        (byte)'[' => Control(text),
        (byte)']' or (byte)'P' or (byte)'_' or (byte)'^' => Command(text),
        _ => Simple(text),
    };

    private static int Control(ReadOnlySpan<byte> text)
    {
        for (var place = 2; place < text.Length; place++)
        {
            if (place == LongestControl || text[place] is < 0x20 or > 0x7E)
            {
                return 0;
            }

            if (text[place] >= 0x40)
            {
                return place + 1;
            }
        }

        return -1;
    }

    private static int Command(ReadOnlySpan<byte> text)
    {
        for (var place = 2; place < text.Length; place++)
        {
            if (place == LongestCommand || text[place] == (byte)'\n')
            {
                return 0;
            }

            if (text[place] == Bell)
            {
                return place + 1;
            }

            if (text[place] == Escape)
            {
                return place + 1 == text.Length ? -1 : text[place + 1] == (byte)'\\' ? place + 2 : 0;
            }
        }

        return -1;
    }

    private static int Simple(ReadOnlySpan<byte> text)
    {
        var place = 1;
        while (place < text.Length && place < 4 && text[place] is >= 0x20 and <= 0x2F)
        {
            place++;
        }

        return place == text.Length ? -1 : text[place] is >= 0x30 and <= 0x7E ? place + 1 : 0;
    }
}
