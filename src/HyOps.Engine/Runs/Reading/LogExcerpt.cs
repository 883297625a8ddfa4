using System.Text;

namespace HyOps.Engine.Runs.Reading;

/// <summary>The beginning and the end of a log, and how much is between them. Memory is bounded by what is asked for, not by the log.</summary>
/// <param name="Head">The first lines, numbered from 1.</param>
/// <param name="Tail">The last lines; empty where the head is all of it.</param>
/// <param name="Lines">How many lines the log has.</param>
/// <param name="Bytes">How many bytes it has.</param>
public sealed record LogExcerpt(IReadOnlyList<string> Head, IReadOnlyList<string> Tail, long Lines, long Bytes)
{
    private const int BufferSize = 1 << 16;

    /// <summary>The number of the tail's first line.</summary>
    public long TailStart => Lines - Tail.Count + 1;

    /// <summary>How many lines are between head and tail.</summary>
    public long Omitted => Lines - Head.Count - Tail.Count;

    /// <summary>Whether the head's one line is only the beginning of its line.</summary>
    public bool HeadIsPart { get; init; }

    /// <summary>Whether the tail's one line is only the end of its line.</summary>
    public bool TailIsPart { get; init; }

    /// <summary>Reads a log.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="limit">At most so many bytes of it; where it has more, half of them from its beginning and half from its end.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LogExcerpt Read(string path, int limit)
    {
        using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite });
        var (lines, bytes) = Count(file);
        if (bytes <= limit)
        {
            return new LogExcerpt(Split(ReadAt(file, 0, (int)bytes)), [], lines, bytes);
        }

        var head = Split(ReadAt(file, 0, limit / 2));
        var tail = Split(ReadAt(file, bytes - (limit / 2), limit / 2));

        // The last line of the head and the first of the tail are parts of lines, or of one; a part stands for its line only where it is alone.
        var headLines = head.Count > 1 ? head[..^1] : head;
        var tailLines = tail.Count > 1 ? tail[1..] : lines > 1 ? tail : [];
        return new LogExcerpt(headLines, tailLines, lines, bytes) { HeadIsPart = head.Count == 1, TailIsPart = tailLines.Count == 1 && tail.Count == 1 };
    }

    private static (long Lines, long Bytes) Count(FileStream file)
    {
        var buffer = new byte[BufferSize];
        var (lines, bytes, last) = (0L, 0L, (byte)'\n');
        for (int read; (read = file.Read(buffer)) > 0; bytes += read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        return (last == '\n' ? lines : lines + 1, bytes);
    }

    private static byte[] ReadAt(FileStream file, long offset, int length)
    {
        var bytes = new byte[length];
        file.Position = offset;
        return bytes[..file.ReadAtLeast(bytes, length, throwOnEndOfStream: false)];
    }

    // Line ends are LF, and CRLF; what else Unicode calls a line end is an ordinary character in a log.
    private static List<string> Split(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [];
        }

        var text = Encoding.UTF8.GetString(bytes);
        var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        return [.. lines.Select(line => line.EndsWith('\r') ? line[..^1] : line)];
    }
}
