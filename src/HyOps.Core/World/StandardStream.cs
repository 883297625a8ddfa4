using HyOps.Core.Files;

namespace HyOps.Core.World;

/// <summary>
/// Standard output or standard error, as a host needs it: lost data is an error with an exit code, and lost narration (a closed SSH session,
/// a full disk below a redirection) is no reason to stop a run in the middle of an apply. A closed pipe is neither: its reader has seen enough.
/// </summary>
/// <param name="open">Opens the process's stream.</param>
/// <param name="isData">Whether somebody needs what is written: standard output.</param>
internal sealed class StandardStream(Func<Stream> open, bool isData) : Stream
{
    private readonly Stream inner = open();
    private bool lost;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="OutputLostException">Data could not be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (lost)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            lost = true;
            if (isData)
            {
                throw OutputLostException.Because(exception);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
