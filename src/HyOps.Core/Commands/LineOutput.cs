using System.Text;

namespace HyOps.Core.Commands;

/// <summary>Takes one line of text, without its end and without anything that could harm a terminal.</summary>
/// <param name="stream">Which stream it came from.</param>
/// <param name="line">The line.</param>
public delegate void TextLine(OutputStream stream, string line);

/// <summary>
/// Splits masked bytes into lines of text, each stream for itself: LF, CRLF and a lone CR (progress bars) end a line, invalid UTF-8 is
/// replaced, and <see cref="TerminalText"/> cleans it. Call <see cref="Complete"/> when the command has ended.
/// </summary>
/// <param name="sink">Takes the lines.</param>
/// <param name="longestLine">The most bytes of a line; the rest is counted and left out.</param>
public sealed class LineOutput(TextLine sink, int longestLine = LineOutput.DefaultLongestLine) : ICommandOutput
{
    /// <summary>What a person reads at most; whole lines are in the record.</summary>
    public const int DefaultLongestLine = 16 * 1024;

    private readonly Line[] lines = [new(), new()];

    private sealed class Line
    {
        internal List<byte> Kept { get; } = [];

        internal long Dropped { get; set; }

        internal bool AfterCarriageReturn { get; set; }

        internal bool IsEmpty => Kept.Count == 0 && Dropped == 0;
    }

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        var line = lines[(int)stream];
        while (!masked.IsEmpty)
        {
            var end = masked.IndexOfAny((byte)'\n', (byte)'\r');
            Take(line, end < 0 ? masked : masked[..end]);
            if (end < 0)
            {
                return;
            }

            End(stream, line, isReturn: masked[end] == '\r');
            masked = masked[(end + 1)..];
        }
    }

    /// <summary>Hands on last lines without an end.</summary>
    public void Complete()
    {
        foreach (var stream in new[] { OutputStream.StandardOutput, OutputStream.StandardError })
        {
            if (!lines[(int)stream].IsEmpty)
            {
                Flush(stream, lines[(int)stream]);
            }
        }
    }

    private void Take(Line line, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var kept = Math.Min(bytes.Length, longestLine - line.Kept.Count);
        line.Kept.AddRange(bytes[..kept]);
        line.Dropped += bytes.Length - kept;
        line.AfterCarriageReturn = false;
    }

    private void End(OutputStream stream, Line line, bool isReturn)
    {
        // The LF of a CRLF ends nothing; a CR at the start of a line, as progress bars write it, shows nothing.
        var shown = !line.IsEmpty || !(isReturn || line.AfterCarriageReturn);
        if (shown)
        {
            Flush(stream, line);
        }

        line.AfterCarriageReturn = isReturn && shown;
    }

    private void Flush(OutputStream stream, Line line)
    {
        var text = TerminalText.Clean(Encoding.UTF8.GetString([.. line.Kept]));
        sink(stream, line.Dropped == 0 ? text : $"{text} … ({line.Dropped} more bytes)");
        line.Kept.Clear();
        line.Dropped = 0;
    }
}
