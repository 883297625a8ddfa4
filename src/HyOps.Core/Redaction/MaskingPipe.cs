namespace HyOps.Core.Redaction;

/// <summary>Takes masked bytes; they are valid during the call only.</summary>
/// <param name="masked">The bytes.</param>
public delegate void MaskedBytes(ReadOnlySpan<byte> masked);

/// <summary>
/// Masks one stream of bytes, however it is cut into chunks. It holds back only what may be the start of a secret. Not thread-safe.
/// </summary>
public sealed class MaskingPipe
{
    private readonly MaskSet set;
    private readonly MaskedBytes sink;

    internal MaskingPipe(MaskSet set, MaskedBytes sink)
    {
        this.set = set;
        this.sink = sink;
    }

    /// <summary>Masks more bytes of the stream.</summary>
    /// <param name="bytes">The next bytes; chunks end anywhere.</param>
    public void Write(ReadOnlySpan<byte> bytes) => sink(System.Text.Encoding.UTF8.GetBytes(set.Mask(System.Text.Encoding.UTF8.GetString(bytes))));

    /// <summary>Says that the stream has ended, so that what was held back comes out.</summary>
    public void Complete() => sink(default);
}
