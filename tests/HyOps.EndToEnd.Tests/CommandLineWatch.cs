using System.Collections.Concurrent;

namespace HyOps.EndToEnd.Tests;

/// <summary>Every command line of this machine that is seen while it lives: <c>/proc/*/cmdline</c>, sampled.</summary>
internal sealed class CommandLineWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource done = new();
    private readonly Task watching;

    public CommandLineWatch() => watching = Task.Run(Watch);

    /// <summary>Stops, and gives what was seen.</summary>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await done.CancelAsync();
        await watching;
        return [.. seen.Keys];
    }

    public void Dispose()
    {
        done.Cancel();
        done.Dispose();
    }

    private void Watch()
    {
        var token = done.Token;
        while (!token.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                Look(process);
            }

            token.WaitHandle.WaitOne(Pause);
        }
    }

    private void Look(string process)
    {
        try
        {
            seen[File.ReadAllText(Path.Combine(process, "cmdline"))] = true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended in this moment, or is somebody else's.
        }
    }
}
