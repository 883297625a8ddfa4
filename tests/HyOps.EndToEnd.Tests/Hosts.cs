using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(HyOps.EndToEnd.Tests.Hosts))]
[assembly: TestCollectionOrderer(typeof(HyOps.EndToEnd.Tests.LongestFirst))]

// They mostly wait for tools and servers that take their time: more of them at once than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace HyOps.EndToEnd.Tests;

/// <summary>The two programs that people run: the repository's own build.sh, whose host is published before any test, and hyops.</summary>
public sealed class Hosts : IAsyncLifetime
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(8);

    internal static string BuildScript { get; } = Path.Combine(RepositoryRoot.FullPath, "build.sh");

    // tests/NAME/bin/CONFIGURATION/FRAMEWORK: the command is built beside us, in the same configuration.
    internal static string Hyops { get; } = Path.Combine(
        RepositoryRoot.FullPath, "src", "HyOps.Cli", "bin", Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!, "net10.0", "hyops");

    internal static string DotnetRoot { get; } =
        Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    public async ValueTask InitializeAsync()
    {
        // With the machine's own home: a publish in a home of a test's own would fetch every package again.
        using var limit = new CancellationTokenSource(PublishLimit);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = Environment.GetEnvironmentVariable("HOME") };
        using var run = Run.Start(BuildScript, ["--description"], variables, RepositoryRoot.FullPath);
        var ended = await run.EndAsync(limit.Token);
        Assert.True(ended.ExitCode == 0, ended.All);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
