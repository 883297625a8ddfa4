using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Engine.Tools;

/// <summary>Keeps the end of what a command printed, both streams in the order they came, and passes it on.</summary>
/// <param name="next">Takes the same bytes, live.</param>
/// <param name="limit">The most bytes that are kept.</param>
internal sealed class CollectedOutput(ICommandOutput next, int limit = 64 * 1024) : ICommandOutput
{
    private readonly Lock gate = new();
    private readonly List<byte> kept = [];

    /// <summary>What was kept, as text.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString([.. kept]);
            }
        }
    }

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        lock (gate)
        {
            kept.AddRange(masked);
            if (kept.Count > limit)
            {
                kept.RemoveRange(0, kept.Count - limit);
            }
        }

        next.Write(stream, masked);
    }
}
