using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Dr;

public sealed class DrHistoryTests : IDisposable
{
    private readonly TestWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Programs_get_each_recovery_with_its_numbers_and_what_was_left_out()
    {
        var good = await WriteAsync("dr", isEnded: true);
        var torn = await WriteAsync("dr", isEnded: false);
        var home = await WriteAsync("dr-failback", isEnded: true);

        var dr = await Called.Async(world, "dr", "history", "--env", "site", "--root", world.Folder.At("root"), "--json");
        var failback = await Called.Async(world, "dr", "history", "--env", "site", "--root", world.Folder.At("root"), "--failback");
        var other = await Called.Async(world, "dr", "history", "--env", "other", "--root", world.Folder.At("root"));

        var only = Assert.Single(dr.Json["recoveries"]!.AsArray())!;
        Assert.Equal((good, "good", true, 41_300), ((string?)only["run_id"], (string?)only["outcome"], (bool?)only["drill"], (long?)only["measured"]!["recovery_time_ms"]));
        Assert.Equal((torn, true), ((string?)dr.Json["left_out"]![0]!["run_id"], (bool?)dr.Json["left_out"]![0]!["torn"]));
        Assert.Equal((0, ""), (dr.ExitCode, dr.Error));
        Assert.Contains(home, failback.Output, StringComparison.Ordinal);
        Assert.Contains("41.3 s", failback.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (other.ExitCode, other.Output));
        Assert.StartsWith("no dr of other yet in ", other.Error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string verb, bool isEnded)
    {
        using var journal = RunJournal.Create(world.Folder.At("root", "logs"), RunId.Create(verb, TimeProvider.System), new(), TimeProvider.System);
        var record = new RunRecord
        {
            RunId = journal.Id.Value,
            Verb = verb,
            Environment = "site",
            Operator = "morgan",
            Host = "runner-07",
            HyopsVersion = "1.2.3",
            Started = TimeProvider.System.GetUtcNow(),
            Recovery = new RecordedRecovery { Mode = "drill", Began = TimeProvider.System.GetUtcNow(), RecoveryTimeMs = 41_300, MetRecoveryTime = true },
            Events = new RecordedChain(0, EventChain.Beginning),
        };
        journal.On(new RunStarted(journal.Id, verb, "site", journal.Directory));
        journal.Write(record);
        if (isEnded)
        {
            await journal.SealAsync(record with { ExitCode = 0 }, null, TestContext.Current.CancellationToken);
        }

        return journal.Id.Value;
    }
}
