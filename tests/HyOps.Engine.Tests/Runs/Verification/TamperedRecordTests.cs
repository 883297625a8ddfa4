using HyOps.Core;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Engine.Tests.Runs.Verification;

public sealed class TamperedRecordTests : IDisposable
{
    private readonly SmallRecord record = new();

    public static TheoryData<string> Files => ["record.json", "events.jsonl", "record.sha256", "steps/app/stdout.log"];

    public void Dispose() => record.Dispose();

    [Fact]
    public async Task A_record_that_nobody_touched_is_intact()
    {
        await record.WholeAsync();

        var verdict = record.Verdict;

        Assert.Empty(verdict.Findings);
        Assert.Equal(RecordState.Intact, verdict.State);
        Assert.Equal("intact: 4 events, 2 files, not signed", verdict.Words);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Any_byte_that_is_changed_removed_or_added_is_found(string file)
    {
        await record.WholeAsync();
        var path = record.At(file);
        var original = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var missed = new List<string>();

        for (var i = 0; i <= original.Length; i++)
        {
            foreach (var (what, bytes) in Mutations(original, i))
            {
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                var verdict = record.Verdict;
                if (verdict.State is not RecordState.Tampered || verdict.Findings.All(finding => finding.File != file && !(file == "record.sha256" && finding.File == "record.json")))
                {
                    missed.Add($"{what} at {i}: {verdict.Words}");
                }
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public async Task Any_two_lines_that_change_places_are_found_with_their_line()
    {
        await record.WholeAsync();
        var path = record.At(RunJournal.EventsFile);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);

        for (var one = 0; one < lines.Length; one++)
        {
            for (var other = one + 1; other < lines.Length; other++)
            {
                var swapped = (string[])lines.Clone();
                (swapped[one], swapped[other]) = (swapped[other], swapped[one]);
                await File.WriteAllTextAsync(path, string.Join('\n', swapped) + "\n", TestContext.Current.CancellationToken);

                var finding = record.Verdict.Findings[0];

                Assert.Equal((FindingKind.Changed, one + 1), (finding.Kind, finding.Line));
            }
        }
    }

    [Fact]
    public async Task A_changed_line_is_named_by_line_and_byte()
    {
        await record.WholeAsync();
        var path = record.At(RunJournal.EventsFile);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace("terraform 1.11.4", "terraform 1.11.5", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var finding = record.Verdict.Findings[0];

        Assert.Equal(3, finding.Line);
        Assert.Contains("line 2 was changed", finding.What, StringComparison.Ordinal);
        Assert.Equal(text.IndexOf("{\"seq\":3", StringComparison.Ordinal), finding.Offset);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_gone_is_found(string file)
    {
        await record.WholeAsync();
        File.Delete(record.At(file));

        var verdict = record.Verdict;

        Assert.Equal(RecordState.Tampered, verdict.State);
        Assert.Contains(verdict.Findings, finding => finding.File == file && finding.What.StartsWith("is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("note.txt")]
    [InlineData("steps/app/.record.json.0123456789ab.tmp")]
    [InlineData("steps/other/stdout.log")]
    [InlineData("record.sha256.asc")]
    public async Task A_file_that_was_added_is_found(string file)
    {
        await record.WholeAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(record.At(file))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(record.At(file), "x", TestContext.Current.CancellationToken);

        Assert.Contains(record.Verdict.Findings, finding => finding is { Kind: FindingKind.Changed } && finding.File == file);
    }

    [Fact]
    public async Task Bytes_that_were_added_to_a_log_are_told_by_where_they_begin()
    {
        await record.WholeAsync();
        await File.AppendAllTextAsync(record.At("steps/app/stdout.log"), "Error", TestContext.Current.CancellationToken);

        Assert.Equal("steps/app/stdout.log, byte 16: bytes were added after the 16 that it had", Assert.Single(record.Verdict.Findings).ToString());
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_found_and_not_followed()
    {
        await record.WholeAsync();
        var moved = record.At("steps/app/stdout.log") + ".moved";
        File.Move(record.At("steps/app/stdout.log"), moved);
        File.CreateSymbolicLink(record.At("steps/app/stdout.log"), moved);

        Assert.Contains(record.Verdict.Findings, finding => finding.What.StartsWith("is a link to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_under_another_name_is_found()
    {
        await record.WholeAsync();
        var elsewhere = record.Directory.Replace("0123abcd", "ffffffff", StringComparison.Ordinal);
        Directory.Move(record.Directory, elsewhere);

        Assert.Equal(RecordState.Tampered, RecordInspection.Of(RunStore.Read(elsewhere)!).State);
    }

    [Fact]
    public async Task An_end_that_is_taken_away_with_its_manifest_is_found()
    {
        await record.WholeAsync();
        var text = await File.ReadAllTextAsync(record.At("record.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(record.At("record.json"), text.Replace("  \"exit_code\": 0,\n", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.Delete(record.At("record.sha256"));

        Assert.Equal(RecordState.Tampered, record.Verdict.State);
    }

    [Theory]
    [InlineData("steps/app/stdout.log", 0b110_100_000)]
    [InlineData("record.json", 0b110_000_100)]
    [InlineData("steps", 0b111_101_101)]
    [InlineData(".", 0b111_000_001)]
    public async Task A_mode_that_lets_others_in_is_found_and_is_no_change(string file, int mode)
    {
        await record.WholeAsync();
        File.SetUnixFileMode(Path.GetFullPath(record.At(file)), (UnixFileMode)mode);

        var verdict = record.Verdict;

        Assert.Equal((RecordState.Exposed, ExitCode.No), (verdict.State, verdict.ExitCode));
        Assert.Equal(file, Assert.Single(verdict.Findings).File);
    }

    // Each byte is changed, and each place sees one of the others in turn.
    private static IEnumerable<(string What, byte[] Bytes)> Mutations(byte[] original, int index)
    {
        if (index == original.Length || index % 3 == 0)
        {
            yield return ("a byte added", [.. original[..index], (byte)' ', .. original[index..]]);
        }

        if (index < original.Length)
        {
            yield return ("a bit changed", [.. original[..index], (byte)(original[index] ^ 1), .. original[(index + 1)..]]);
        }

        if (index < original.Length && index % 3 != 0)
        {
            yield return index % 3 == 1 ? ("a byte removed", [.. original[..index], .. original[(index + 1)..]]) : ("cut off", original[..index]);
        }
    }
}
