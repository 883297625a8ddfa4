namespace HyOps.Core.Redaction.Views;

/// <summary>
/// Lines that were broken where a blank stood, as Terraform and Ansible do with a long message: the line end, and what the next line is indented or
/// bordered with, is that blank. What a terminal does not show is not shown here either. Of use for a secret with a blank in it alone.
/// </summary>
/// <param name="terminal">What a terminal shows.</param>
internal sealed class WrappedView(TerminalView terminal) : IView
{
    private const int LongestIndent = 16;
    private const byte Blank = (byte)' ';

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Triggers => "\r\n\e\0"u8;

    // The border of a message that Terraform prints in colour.
    private static ReadOnlySpan<byte> Border => "│"u8;

    /// <inheritdoc/>
    public EditAnswer Read(ReadOnlySpan<byte> text, int at, out Edit edit)
    {
        if (text[at] is not ((byte)'\r' or (byte)'\n'))
        {
            return terminal.Read(text, at, out edit);
        }

        edit = default;
        var end = text[at] == (byte)'\r' ? at + 1 : at;
        if (end < text.Length && text[end] != (byte)'\n')
        {
            return EditAnswer.None;
        }

        end = SkipBlanks(text, end + 1);
        var rest = text[Math.Min(end, text.Length)..];
        if (rest.Length < Border.Length && Border.StartsWith(rest))
        {
            return EditAnswer.Unfinished;
        }

        end = rest.StartsWith(Border) ? SkipBlanks(text, end + Border.Length) : end;
        edit = new Edit(at, end, Blank, 1);
        return end < text.Length ? EditAnswer.Found : EditAnswer.Unfinished;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> text, int from)
    {
        var end = from;
        while (end < text.Length && end - from < LongestIndent && text[end] == Blank)
        {
            end++;
        }

        return end;
    }
}
