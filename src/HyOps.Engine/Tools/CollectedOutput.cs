using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Engine.Tools;

/// <summary>Keeps the end of what a command printed, and passes it on.</summary>
/// <param name="next">Takes the same bytes, live.</param>
/// <param name="limit">The most bytes that are kept of each stream.</param>
internal sealed class CollectedOutput(ICommandOutput next, int limit = 64 * 1024) : ICommandOutput
{
    private readonly List<byte> output = [];
    private readonly List<byte> error = [];

    /// <summary>What was kept as text, standard error last: programs say there why they failed. Only after the command's end.</summary>
    public string Text => $"{Encoding.UTF8.GetString([.. output])}\n{Encoding.UTF8.GetString([.. error])}";

    /// <summary>Standard output alone, as text. Only after the command's end.</summary>
    public string StandardOutput => Encoding.UTF8.GetString([.. output]);

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        var kept = stream is OutputStream.StandardError ? error : output;
        kept.AddRange(masked);
        if (kept.Count > limit)
        {
            kept.RemoveRange(0, kept.Count - limit);
        }

        next.Write(stream, masked);
    }
}
