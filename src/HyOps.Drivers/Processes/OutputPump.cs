using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace HyOps.Drivers.Processes;

/// <summary>
/// Reads both streams of a child on one thread of its own, with <c>poll(2)</c>: so nothing is reordered or called at once, and waiting for
/// a pipe that somebody else holds open can be given up, which a blocked read could not.
/// It reads to the end whatever happens to the targets: a child must not die of a full pipe because our disk is full.
/// </summary>
internal sealed class OutputPump : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly AnonymousPipeServerStream wake = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream woken;
    private readonly List<Source> sources;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Source(PipeStream Pipe, PumpTarget Target);

    /// <summary>Starts to read.</summary>
    /// <param name="output">The child's standard output and where it goes.</param>
    /// <param name="error">The child's standard error and where it goes.</param>
    internal OutputPump((Stream Stream, PumpTarget Target) output, (Stream Stream, PumpTarget Target) error)
    {
        woken = new AnonymousPipeClientStream(PipeDirection.In, wake.ClientSafePipeHandle);
        sources = [new Source((PipeStream)output.Stream, output.Target), new Source((PipeStream)error.Stream, error.Target)];
        new Thread(Run) { IsBackground = true, Name = "output of a child" }.Start();
    }

    /// <summary>Done when both streams have ended, or <see cref="Stop"/> was called, and all has been handed on.</summary>
    internal Task Ended => ended.Task;

    /// <summary>Gives up waiting for the end of the streams. Call once at most.</summary>
    internal void Stop() => wake.WriteByte(0);

    /// <inheritdoc/>
    public void Dispose()
    {
        wake.Dispose();
        woken.Dispose();
    }

    private void Run()
    {
        try
        {
            var open = new List<Source>(sources);
            var buffer = new byte[BufferSize];
            while (open.Count > 0 && Step(open, buffer))
            {
            }

            sources.ForEach(source => source.Target.Complete());
            ended.SetResult();
        }
#pragma warning disable CA1031 // Nothing may end this thread unseen: the exception goes to whoever waits for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ended.SetException(failure);
        }
    }

    /// <summary>Waits for bytes and hands them on. False: told to stop.</summary>
    private unsafe bool Step(List<Source> open, byte[] buffer)
    {
        var entries = stackalloc Posix.PollEntry[open.Count + 1];
        entries[0] = Wanted(woken);
        for (var index = 0; index < open.Count; index++)
        {
            entries[index + 1] = Wanted(open[index].Pipe);
        }

        if (Posix.Poll(entries, (nuint)(open.Count + 1), -1) < 0)
        {
            return Marshal.GetLastPInvokeError() is Posix.InterruptedCall ? true : throw Failed("poll");
        }

        for (var index = open.Count - 1; index >= 0; index--)
        {
            if (entries[index + 1].Happened != 0 && !Take(open[index], buffer))
            {
                open.RemoveAt(index);
            }
        }

        return entries[0].Happened == 0;
    }

    /// <summary>Reads once. False: the stream has ended.</summary>
    private static unsafe bool Take(Source source, byte[] buffer)
    {
        nint count;
        fixed (byte* start = buffer)
        {
            count = Posix.Read(Descriptor(source.Pipe), start, (nuint)buffer.Length);
        }

        if (count < 0)
        {
            return Marshal.GetLastPInvokeError() is Posix.InterruptedCall or Posix.TryAgain ? true : throw Failed("read");
        }

        source.Target.Write(buffer.AsSpan(0, (int)count));
        return count > 0;
    }

    private static Posix.PollEntry Wanted(PipeStream pipe) => new() { Descriptor = Descriptor(pipe), Wanted = Posix.Readable };

    private static int Descriptor(PipeStream pipe) => (int)pipe.SafePipeHandle.DangerousGetHandle();

    private static IOException Failed(string call) => new($"{call} on a child's output: {Marshal.GetLastPInvokeErrorMessage()}");
}
