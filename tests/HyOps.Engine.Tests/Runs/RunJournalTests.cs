using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Runs;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runs;

public sealed class RunJournalTests : IDisposable
{
    private readonly TempFolder folder = new("journal");
    private readonly Masker masker = new();
    private readonly RunId id = RunId.Create("bootstrap", TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Events_form_a_chain_whose_end_the_record_names()
    {
        using (var journal = Open())
        {
            journal.On(new StageDone("contracts", "3 modules"));
            journal.On(new StepStarted("image", "packer 1.6.6"));
            journal.Write(Record());
        }

        var stored = new RunStore(folder.FullPath).Get(id.Value);
        Assert.Equal(2, stored.Record!.Events.Count);
        Assert.Null(EventChain.FindBreak(File.ReadLines(Path.Combine(stored.Directory, RunJournal.EventsFile)), stored.Record.Events.Sha256));
    }

    [Fact]
    public void Live_output_is_not_in_the_events()
    {
        using var journal = Open();

        journal.On(new StepOutput("image", Core.Commands.OutputStream.StandardOutput, "a line"));

        Assert.Equal(0, new FileInfo(Path.Combine(journal.Directory, RunJournal.EventsFile)).Length);
    }

    [Fact]
    public void Secrets_are_masked_in_events_and_record()
    {
        masker.Register([SecretValue.From("correct-horse-battery")]);

        using (var journal = Open())
        {
            journal.On(new StepProgress("image", "password is correct-horse-battery"));
            journal.Write(Record() with { Error = new RecordedError("failed: correct-horse-battery", null) });
        }

        Assert.All(Files(), file => Assert.DoesNotContain("correct-horse-battery", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_in_a_record_is_private()
    {
        using (var journal = Open())
        using (var log = new StepLog(journal.Directory, "image"))
        {
            log.Write(Core.Commands.OutputStream.StandardError, "text\n"u8);
            journal.Write(Record());
        }

        Assert.Equal(3, Files().Count());
        Assert.All(Files(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_log_tells_its_size_and_digest()
    {
        using var log = new StepLog(folder.FullPath, "image");
        log.Write(Core.Commands.OutputStream.StandardOutput, "abc"u8);

        var file = Assert.Single(log.Complete());

        Assert.Equal(new RecordedFile("steps/image/stdout.log", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), file);
    }

    [Fact]
    public void A_record_that_cannot_be_created_says_where()
    {
        folder.Write("file", "");

        var failed = Assert.ThrowsAny<HyOpsException>(() => RunJournal.Create(folder.At("file"), id, masker, TimeProvider.System));

        Assert.Contains(folder.At("file"), failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_listed_with_its_error()
    {
        folder.Write($"bootstrap/{id.Value}/record.json", "{ torn");

        var stored = Assert.Single(new RunStore(folder.FullPath).List());

        Assert.Null(stored.Record);
        Assert.Contains("record.json", stored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_found_by_the_end_of_its_id()
    {
        using (var journal = Open())
        {
            journal.Write(Record());
        }

        Assert.Equal(id, new RunStore(folder.FullPath).Get(id.Value[^8..]).Id);
        Assert.Throws<RunStoreException>(() => new RunStore(folder.FullPath).Get("nothing"));
    }

    private RunJournal Open() => RunJournal.Create(folder.FullPath, id, masker, TimeProvider.System);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder.FullPath, "*", SearchOption.AllDirectories);

    private RunRecord Record() => new()
    {
        RunId = id.Value,
        Verb = "bootstrap",
        Environment = "local",
        Operator = "tester",
        Host = "test-host",
        HyopsVersion = "0",
        Started = DateTimeOffset.UnixEpoch,
        Steps = [new RecordedStep { Id = "image", Module = "core/local/image", Tool = "packer 1.6.6", Outcome = OutcomeNames.Of(StepOutcome.NotRun), Summary = "" }],
        Events = new RecordedChain(0, EventChain.Beginning),
    };
}
