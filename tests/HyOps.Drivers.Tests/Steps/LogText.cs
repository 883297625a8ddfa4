using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Steps;

/// <summary>Keeps what a step's log would get, and tells when a text has come by.</summary>
internal sealed class LogText : ICommandOutput
{
    private readonly StringBuilder text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];
    private readonly Lock gate = new();

    public override string ToString()
    {
        lock (gate)
        {
            return text.ToString();
        }
    }

    public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
    {
        lock (gate)
        {
            text.Append(Encoding.UTF8.GetString(masked));
            var all = text.ToString();
            awaited.FindAll(wait => all.Contains(wait.Text, StringComparison.Ordinal)).ForEach(static wait => wait.Seen.TrySetResult());
        }
    }

    /// <summary>Ends when the log holds a text.</summary>
    public Task Holds(string expected)
    {
        lock (gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((expected, seen));
            return seen.Task;
        }
    }
}
