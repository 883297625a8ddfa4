namespace HyOps.Core.Commands;

/// <summary>Takes output that nobody reads.</summary>
public sealed class DiscardOutput : ICommandOutput
{
    /// <summary>The one there is.</summary>
    public static DiscardOutput Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
    }
}
