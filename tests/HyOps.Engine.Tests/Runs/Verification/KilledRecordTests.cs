using System.Globalization;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Engine.Tests.Secrets.Writers;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runs.Verification;

public sealed class KilledRecordTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_run_that_is_killed_at_any_moment_is_torn_and_keeps_what_it_had_said()
    {
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => KilledAsync(Random.Shared.Next(1, 300))));

        Assert.All(verdicts.SelectMany(killed => killed.Sealed), record => Assert.True(record.State is RecordState.Intact, record.Words));
        Assert.All(verdicts, killed => Assert.True(killed.Last.State is RecordState.Torn or RecordState.Intact, killed.Last.Words));
        Assert.All(verdicts, killed => Assert.True(killed.Last.Events >= killed.Said, $"{killed.Said} events were said to be written: {killed.Last.Words}"));
    }

    private static async Task<(IReadOnlyList<RecordVerification> Sealed, RecordVerification Last, int Said)> KilledAsync(int lines)
    {
        using var folder = new TempFolder("killed");
        using var writer = WriterProcess.Start(folder, "records", folder.At("logs"));
        var said = new List<string>();
        for (var count = 0; count < lines; count++)
        {
            said.Add((await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        }

        writer.Kill();
        said.AddRange((await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1]);
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        var last = said.FindLastIndex(line => line.StartsWith("begun ", StringComparison.Ordinal));
        var store = new RunStore(folder.At("logs"));
        return (
            [.. said.Where(line => line.StartsWith("sealed ", StringComparison.Ordinal)).Select(line => RecordInspection.Of(store.Get(line["sealed ".Length..])))],
            RecordInspection.Of(store.Get(said[last]["begun ".Length..])),
            said.Skip(last + 1).Where(line => char.IsAsciiDigit(line[0])).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).LastOrDefault());
    }
}
