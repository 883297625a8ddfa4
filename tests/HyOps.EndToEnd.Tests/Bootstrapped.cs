using System.Collections.Concurrent;

namespace HyOps.EndToEnd.Tests;

/// <summary>The repository's own local environment, bootstrapped twice on a machine with nothing of ours, and every command line seen meanwhile.</summary>
public sealed class Bootstrapped : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, bool> commandLines = new(StringComparer.Ordinal);

    internal Operator Somebody { get; } = new();

    internal Ended First { get; private set; } = null!;

    internal Ended Second { get; private set; } = null!;

    internal IEnumerable<string> CommandLines => commandLines.Keys;

    public async ValueTask InitializeAsync()
    {
        using var done = new CancellationTokenSource();
        var watching = Task.Run(() => Watch(done.Token), CancellationToken.None);
        First = await Somebody.BuildAsync("--target", "Bootstrap");
        Second = await Somebody.BuildAsync("--target", "Bootstrap");
        await done.CancelAsync();
        await watching;
    }

    public ValueTask DisposeAsync()
    {
        Somebody.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Watch(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                try
                {
                    commandLines[File.ReadAllText(Path.Combine(process, "cmdline"))] = true;
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It ended in this moment, or is somebody else's.
                }
            }

            Thread.Sleep(30);
        }
    }
}
