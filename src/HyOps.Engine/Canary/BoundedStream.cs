namespace HyOps.Engine.Canary;

/// <summary>The start of a stream.</summary>
/// <param name="inner">The stream, which stays open.</param>
/// <param name="limit">The most bytes to give.</param>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    /// <summary>How many bytes were read.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether there is more.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => Taken;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, limit - Taken))];
        if (wanted.IsEmpty && !buffer.IsEmpty)
        {
            IsCut = inner.ReadByte() >= 0;
            return 0;
        }

        var read = inner.Read(wanted);
        Taken += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
