using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// The drill as docs/drill.md has it, with the build host: the platform is made, found as it should be, lost and recovered. The host of the recovery is
/// killed when it has just begun to lead clients to the other site, and another one goes on.
/// </summary>
public sealed class DrillRehearsed : IAsyncLifetime
{
    internal Ended Bootstrap { get; private set; } = null!;

    internal Ended SteadyState { get; private set; } = null!;

    internal Ended Killed { get; private set; } = null!;

    internal Ended Recovery { get; private set; } = null!;

    internal JsonNode SteadyStateRecord { get; private set; } = null!;

    internal JsonNode Record { get; private set; } = null!;

    internal bool StandsAfterwards { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await using var platform = new DrillPlatform(RepositoryRoot.FullPath);
        await platform.PrepareAsync();
        Bootstrap = (await platform.TargetAsync("Bootstrap")).Is(0);
        SteadyState = (await platform.TargetAsync("SteadyState")).Is(0);
        SteadyStateRecord = platform.Record("steady-state");

        using var first = platform.StartTarget("DR");
        var run = await platform.WaitForStepAsync("dr", "dns");
        await first.KillAsync("KILL");
        Killed = await DrillPlatform.EndAsync(first);

        Recovery = await ResumeAsync(platform, run);
        Record = platform.Record("dr");
        StandsAfterwards = DrillPlatform.Stands;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Tools of the killed run that still end are waited for.
    private static async Task<Ended> ResumeAsync(DrillPlatform platform, string run)
    {
        while (true)
        {
            var ended = await platform.TargetAsync("DR", "--resume", run);
            if (ended.ExitCode != 13 || !ended.Error.Contains("still run", StringComparison.Ordinal))
            {
                return ended;
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }
}
