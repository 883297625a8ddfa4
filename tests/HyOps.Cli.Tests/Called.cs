using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core.World;
using HyOps.Testing;

namespace HyOps.Cli.Tests;

/// <summary>One call of hyops within the test's process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Called(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document of standard output; anything beside it fails.</summary>
    internal JsonNode Json => JsonNode.Parse(Output)!;

    internal static Task<Called> Async(TestWorld world, params string[] args) => InAsync(world, world.Surroundings(), args);

    internal static async Task<Called> InAsync(TestWorld world, Surroundings surroundings, params string[] args)
    {
        using var interrupts = Interrupts.None();
        var (before, errorBefore) = (world.Output.Length, world.Error.Length);
        var code = await HyopsHost.RunAsync(args, surroundings, interrupts, TestContext.Current.CancellationToken);
        return new Called(code, world.Output[before..], world.Error[errorBefore..]);
    }
}
