using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Output;

/// <summary>Cuts a child's masked output into lines, for those who read along.</summary>
/// <param name="line">Takes each line, without its line end.</param>
/// <param name="inner">Takes the bytes as they are; null where the lines are all there is.</param>
internal sealed class LineOutput(Action<OutputStream, string> line, ICommandOutput? inner = null) : ICommandOutput
{
    /// <summary>A longer line is handed on in pieces, so that a child cannot fill our memory.</summary>
    private const int LongestLine = 64 * 1024;

    private readonly List<byte>[] pending = [[], []];

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        inner?.Write(stream, masked);
        var rest = masked;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            Take(stream, rest[..end]);
            Flush(stream);
            rest = rest[(end + 1)..];
        }

        Take(stream, rest);
    }

    /// <summary>Hands on last lines that have no line end.</summary>
    public void Complete()
    {
        foreach (var stream in (ReadOnlySpan<OutputStream>)[OutputStream.StandardOutput, OutputStream.StandardError])
        {
            if (pending[(int)stream].Count > 0)
            {
                Flush(stream);
            }
        }
    }

    private void Take(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        var buffer = pending[(int)stream];
        foreach (var value in bytes)
        {
            buffer.Add(value);
            if (buffer.Count >= LongestLine)
            {
                Flush(stream);
            }
        }
    }

    private void Flush(OutputStream stream)
    {
        var buffer = pending[(int)stream];
        line(stream, Encoding.UTF8.GetString([.. buffer]).TrimEnd('\r'));
        buffer.Clear();
    }
}
