using System.Buffers;
using HyOps.Core.Redaction;

namespace HyOps.Drivers.Processes;

/// <summary>Where the raw bytes of one stream of a child go. Called from the pump's thread only.</summary>
internal abstract class PumpTarget
{
    /// <summary>Takes bytes; valid during the call only.</summary>
    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The stream has ended.</summary>
    internal abstract void Complete();
}

/// <summary>Through the masker to the command's output. After a failure of the output it goes on, and throws the rest away.</summary>
internal sealed class MaskedTarget(MaskingPipe pipe) : PumpTarget
{
    /// <summary>What the output threw, if it did.</summary>
    internal Exception? Failure { get; private set; }

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (Failure is null)
            {
                pipe.Write(bytes);
            }
        }
#pragma warning disable CA1031 // Whatever a sink throws: the child goes on, and the runner throws it when the child has ended.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }

    internal override void Complete()
    {
        try
        {
            if (Failure is null)
            {
                pipe.Complete();
            }
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }
}

/// <summary>Into memory, up to a limit.</summary>
/// <param name="limit">The most bytes to keep.</param>
internal sealed class CaptureTarget(int limit) : PumpTarget
{
    private readonly TaskCompletionSource overflow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> kept = new();

    /// <summary>Done when there was more than the limit; never otherwise.</summary>
    internal Task Overflow => overflow.Task;

    /// <summary>What came.</summary>
    internal ReadOnlyMemory<byte> Bytes => kept.WrittenMemory;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        if (overflow.Task.IsCompleted || bytes.Length > limit - kept.WrittenCount)
        {
            overflow.TrySetResult();
            return;
        }

        kept.Write(bytes);
    }

    internal override void Complete()
    {
    }
}
