using HyOps.Cli.Hosting;
using HyOps.Core.World;

namespace HyOps.Cli;

/// <summary>The composition root: the world and the signals enter here.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interrupts = Interrupts.Listen();
        return await HyopsHost.RunAsync(args, RealSurroundings.Read(), interrupts, CancellationToken.None);
    }
}
