namespace HyOps.EndToEnd.Tests;

/// <summary>The repository's own local environment, bootstrapped twice on a machine with nothing of ours, and every command line seen meanwhile.</summary>
public sealed class Bootstrapped : IAsyncLifetime
{
    internal Operator Somebody { get; } = new();

    internal Ended First { get; private set; } = null!;

    internal Ended Second { get; private set; } = null!;

    internal IReadOnlyCollection<string> CommandLines { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        using var watch = new CommandLineWatch();
        First = await Somebody.BuildAsync("--target", "Bootstrap");
        Second = await Somebody.BuildAsync("--target", "Bootstrap");
        CommandLines = await watch.EndAsync();
    }

    public ValueTask DisposeAsync()
    {
        Somebody.Dispose();
        return ValueTask.CompletedTask;
    }
}
