using HyOps.Core.Commands;
using HyOps.Core.Redaction;

namespace HyOps.Drivers.Processes;

/// <summary>Where the two streams of one command go: each through a masking pipe of its own, or into memory.</summary>
internal sealed class CommandStreams
{
    private readonly CaptureTarget? capture;
    private readonly MaskedTarget? masked;
    private readonly MaskedTarget error;

    internal CommandStreams(Command command, Masker masker, ICommandOutput output)
    {
        error = new MaskedTarget(masker.Open(bytes => output.Write(OutputStream.StandardError, bytes)));
        if (command.CaptureStandardOutput)
        {
            capture = new CaptureTarget(command.CaptureLimit);
        }
        else
        {
            masked = new MaskedTarget(masker.Open(bytes => output.Write(OutputStream.StandardOutput, bytes)));
        }
    }

    /// <summary>Done when standard output is more than may be captured; never otherwise.</summary>
    internal Task Overflow => capture?.Overflow ?? Task.Delay(Timeout.Infinite, CancellationToken.None);

    /// <summary>The captured bytes, once all has ended.</summary>
    internal ReadOnlyMemory<byte> Captured => capture?.Bytes ?? ReadOnlyMemory<byte>.Empty;

    /// <summary>Starts to read the child's streams.</summary>
    internal OutputPump Pump(Stream standardOutput, Stream standardError) =>
        new((standardOutput, (PumpTarget?)capture ?? masked!), (standardError, error));

    /// <summary>Throws what went wrong with the output while the child ran.</summary>
    internal void ThrowOnFailure(Command command, CommandResult result)
    {
        if (capture?.Overflow.IsCompleted ?? false)
        {
            throw CommandOutputException.TooLarge(command, result);
        }

        if ((masked?.Failure ?? error.Failure) is { } failure)
        {
            throw CommandOutputException.NotWritten(command, result, failure);
        }
    }
}
