using HyOps.Core;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Engine.Tests.Runs.Verification;

public sealed class TornRecordTests : IDisposable
{
    private readonly SmallRecord record = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => record.Dispose();

    [Fact]
    public void A_run_that_was_killed_is_torn_after_its_last_event()
    {
        record.Begin().Dispose();

        var verdict = record.Verdict;

        Assert.Equal((RecordState.Torn, ExitCode.No), (verdict.State, verdict.ExitCode));
        Assert.Equal("torn: the run was cut off after event 3 (step-finished); everything before is intact", verdict.Words);
    }

    [Fact]
    public void A_run_that_goes_on_is_running()
    {
        using var journal = record.Begin();

        var verdict = record.Verdict;

        Assert.Equal((RecordState.Running, ExitCode.Ok, 3), (verdict.State, verdict.ExitCode, verdict.Events));
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public async Task Several_who_look_at_once_see_the_same()
    {
        record.Begin().Dispose();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 20).Select(_ => record.Verdict.State).ToList(), Token)));

        Assert.All(verdicts.SelectMany(states => states), state => Assert.Equal(RecordState.Torn, state));
    }

    [Fact]
    public async Task A_power_cut_anywhere_in_the_last_event_is_torn_and_no_tampering()
    {
        record.Begin().Dispose();
        var path = record.At(RunJournal.EventsFile);
        var whole = await File.ReadAllBytesAsync(path, Token);
        var last = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;

        for (var length = last; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length], Token);
            var cut = record.Verdict;
            await File.WriteAllBytesAsync(path, [.. whole[..length], .. new byte[100]], Token);
            var zeros = record.Verdict;

            Assert.Equal((RecordState.Torn, 2, (long?)last), (cut.State, cut.Events, cut.Findings[0].Offset));
            Assert.Equal((RecordState.Torn, 2), (zeros.State, zeros.Events));
        }
    }

    [Fact]
    public void A_kill_before_the_first_event_is_torn()
    {
        Directory.CreateDirectory(record.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Create(record.At(RunJournal.EventsFile)).Dispose();
        File.SetUnixFileMode(record.At(RunJournal.EventsFile), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal("torn: the run was cut off before its first event", record.Verdict.Words);
    }

    [Fact]
    public async Task A_kill_at_any_moment_of_sealing_is_torn_or_whole()
    {
        using var before = record.Begin();
        before.Write(record.Record);
        var early = await File.ReadAllBytesAsync(record.At("record.json"), Token);
        await before.SealAsync(record.Record with { ExitCode = 0 }, null, Token);
        before.Dispose();
        var final = await File.ReadAllBytesAsync(record.At("record.json"), Token);

        // The manifest is there, and record.json is not yet in its last form; a temporary file of it may be.
        await File.WriteAllBytesAsync(record.At("record.json"), early, Token);
        Assert.Equal(RecordState.Torn, record.Verdict.State);
        await File.WriteAllBytesAsync(record.At(".record.json.0123456789ab.tmp"), final[..^20], Token);
        File.SetUnixFileMode(record.At(".record.json.0123456789ab.tmp"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(RecordState.Torn, record.Verdict.State);
        File.Delete(record.At("record.sha256"));
        Assert.Equal(RecordState.Torn, record.Verdict.State);
    }

    [Theory]
    [InlineData("events.jsonl")]
    [InlineData("steps/app/stdout.log")]
    public async Task A_change_before_the_cut_is_tampering(string file)
    {
        record.Begin().Dispose();
        var bytes = await File.ReadAllBytesAsync(record.At(file), Token);
        bytes[5] ^= 1;
        await File.WriteAllBytesAsync(record.At(file), bytes, Token);

        Assert.Equal(RecordState.Tampered, record.Verdict.State);
    }

    [Fact]
    public async Task Events_that_the_record_knows_and_that_are_gone_are_tampering()
    {
        using (var journal = record.Begin())
        {
            journal.Write(record.Record);
        }

        var lines = await File.ReadAllLinesAsync(record.At(RunJournal.EventsFile), Token);
        await File.WriteAllTextAsync(record.At(RunJournal.EventsFile), lines[0] + "\n", Token);

        Assert.Equal(RecordState.Tampered, record.Verdict.State);
    }
}
