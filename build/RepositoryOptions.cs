using HyOps.Cake.Hosting;

namespace Build;

/// <summary>The options of this repository's own targets.</summary>
internal static class RepositoryOptions
{
    public static IReadOnlyList<HostOption> All { get; } =
    [
        new("configuration", "NAME", "Compile and Test: Debug (without it) or Release") { Values = ["Debug", "Release"] },
        new("only", "WORD", "Test and Bench: only what has the word in its name") { Repeatable = true },
    ];
}
