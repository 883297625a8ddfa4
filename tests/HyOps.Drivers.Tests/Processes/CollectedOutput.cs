using System.Buffers;
using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>Keeps what a command wrote, and tells when a text has come.</summary>
internal sealed class CollectedOutput : ICommandOutput
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly ArrayBufferWriter<byte> error = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    internal byte[] OutputBytes
    {
        get
        {
            lock (gate)
            {
                return output.WrittenSpan.ToArray();
            }
        }
    }

    internal string Output => Encoding.UTF8.GetString(OutputBytes);

    internal string Error
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(error.WrittenSpan);
            }
        }
    }

    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        lock (gate)
        {
            (stream is OutputStream.StandardOutput ? output : error).Write(masked);
            foreach (var (text, seen) in awaited)
            {
                if (Encoding.UTF8.GetString(output.WrittenSpan).Contains(text, StringComparison.Ordinal))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    /// <summary>Done when standard output holds the text.</summary>
    internal Task HasAsync(string text, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((text, seen));
            if (Output.Contains(text, StringComparison.Ordinal))
            {
                seen.SetResult();
            }

            return seen.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        }
    }
}
