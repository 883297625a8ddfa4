using System.Collections.Concurrent;

namespace HyOps.Testing;

/// <summary>Every command line of this machine's new processes that is seen while they live: <c>/proc/*/cmdline</c>, sampled.</summary>
public sealed class CommandLineWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource done = new();
    private readonly HashSet<string> before = [.. Processes()];
    private readonly Task watching;

    /// <summary>Starts watching.</summary>
    public CommandLineWatch() => watching = Task.Run(Watch);

    /// <summary>Stops, and gives what was seen.</summary>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await done.CancelAsync();
        await watching;
        return [.. seen.Keys];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        done.Cancel();
        done.Dispose();
    }

    private static IEnumerable<string> Processes() => Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]));

    private void Watch()
    {
        var token = done.Token;
        while (!token.IsCancellationRequested)
        {
            // Those that were here before us are none of ours, and to read them all again and again is most of the work.
            foreach (var process in Processes().Where(process => !before.Contains(process)))
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
