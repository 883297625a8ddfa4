using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runs.Verification;

/// <summary>A record of one step, written by the real journal, in a folder of its own.</summary>
internal sealed class SmallRecord : IDisposable
{
    private readonly TempFolder folder = new("record");
    private readonly RunId id;

    public SmallRecord(string stamp = "20260102T030405Z", string hex = "0123abcd") =>
        id = RunId.TryParse($"bootstrap-{stamp}-{hex}", out var known) ? known : throw new ArgumentException(stamp);

    public string Directory => Path.Combine(folder.FullPath, "bootstrap", id.Value);

    public RecordVerification Verdict => RecordInspection.Of(Stored);

    public StoredRun Stored => RunStore.Read(Directory)!;

    public RunRecord Record => new()
    {
        RunId = id.Value,
        Verb = "bootstrap",
        Environment = "local",
        Operator = "tester",
        Host = "test-host",
        HyopsVersion = "1.0.0",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Events = new RecordedChain(0, EventChain.Beginning),
    };

    public string At(string relative) => Path.Combine(Directory, relative);

    /// <summary>Begins the record and runs its step, as far as before the end.</summary>
    public RunJournal Begin()
    {
        var journal = RunJournal.Create(folder.FullPath, id, new Masker(), TimeProvider.System);
        journal.On(new RunStarted(id, "bootstrap", "local", Directory));
        journal.Write(Record);
        journal.On(new StepStarted("app", "terraform 1.11.4"));
        using var log = new StepLog(Directory, "app");
        log.Write(Core.Commands.OutputStream.StandardOutput, "Apply complete!\n"u8);
        var files = log.Complete();
        journal.On(new StepFinished(new StepResult { Step = "app", Module = "core/test/app", Outcome = StepOutcome.Changed, Summary = "1 added", Files = files }));
        return journal;
    }

    public async Task<RunRecord> SealAsync(RunJournal journal, IRecordSigner? signer = null)
    {
        journal.Write(Record);
        return await journal.SealAsync(Record with { ExitCode = 0, DurationMs = 12 }, signer, TestContext.Current.CancellationToken);
    }

    /// <summary>The whole record.</summary>
    public async Task<SmallRecord> WholeAsync()
    {
        using var journal = Begin();
        await SealAsync(journal);
        return this;
    }

    public void Dispose() => folder.Dispose();
}
