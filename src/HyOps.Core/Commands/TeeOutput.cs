using System.Collections.Immutable;

namespace HyOps.Core.Commands;

/// <summary>Gives the same bytes to several outputs, one after another.</summary>
/// <param name="outputs">Who gets them, in this order.</param>
public sealed class TeeOutput(params ImmutableArray<ICommandOutput> outputs) : ICommandOutput
{
    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        foreach (var output in outputs)
        {
            output.Write(stream, masked);
        }
    }
}
