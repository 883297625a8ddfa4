using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Leases;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// The journal of a recovery, <c>journal.jsonl</c> in its run's record: every transition of a step, on disk before the next thing happens. It is all
/// that another machine needs to go on, and it holds what the runs before wrote, in one hash chain. No secret is in it.
/// A shared lease may keep a copy; a token that is cancelled ends the wait for that, and never keeps a line out of the file.
/// </summary>
internal sealed class RunbookJournal : IAsyncDisposable
{
    /// <summary>The file's name in a record.</summary>
    public const string FileName = "journal.jsonl";

    public const string RunBegan = "run-began";
    public const string RecoveryBegan = "recovery-began";
    public const string DrillCleaned = "drill-cleaned";
    public const string StepBegan = "step-began";
    public const string StepEnded = "step-ended";
    public const string GateApproved = "gate-approved";

    private readonly SemaphoreSlim gate = new(1);
    private readonly TimeProvider clock;
    private readonly RunbookHistory? earlier;
    private readonly EventChain chain;
    private readonly FileStream file;
    private readonly JournalCopy? copy;

    /// <summary>Begins one.</summary>
    /// <param name="recordDirectory">The run's record, which is there.</param>
    /// <param name="clock">Gives entries their times.</param>
    /// <param name="earlier">The journal that it goes on with; null in a run that resumes none.</param>
    /// <param name="copy">Where a copy is kept; null where none is.</param>
    /// <exception cref="FileProblemException">It cannot be written.</exception>
    public RunbookJournal(string recordDirectory, TimeProvider clock, RunbookHistory? earlier, JournalCopy? copy)
    {
        this.clock = clock;
        this.earlier = earlier;
        this.copy = copy;
        chain = earlier is null ? new EventChain() : EventChain.After(earlier.Lines.Length, earlier.Head);
        file = new FileStream(Path.Combine(recordDirectory, FileName), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = FileModes.PrivateFile,
        });
        foreach (var line in earlier?.Lines ?? [])
        {
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }

        copy?.Add(earlier?.Lines ?? []);
    }

    /// <summary>When the recovery's time began to count; null before <see cref="BeginAsync(DateTimeOffset, CancellationToken)"/>.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>Whether an earlier run's time began to count.</summary>
    public bool HasBegun => earlier?.Began is not null;

    /// <summary>What a step of an earlier run had published.</summary>
    public JsonObject? OutputsOf(string step) => earlier?.OutputsOf(step);

    /// <summary>The approval that an earlier run had for a gate.</summary>
    public GateApproval? ApprovalOf(string gateId) => earlier?.ApprovalOf(gateId);

    /// <summary>The run begins.</summary>
    public Task BeginAsync(RunId run, string environment, Phase phase, bool isDrill, CancellationToken cancellationToken) => AppendAsync(new JsonObject
    {
        ["event"] = RunBegan,
        ["run"] = run.Value,
        ["environment"] = environment,
        ["phase"] = PhaseNames.Of(phase),
        ["drill"] = isDrill,
        ["resumes"] = earlier?.Run,
    }, cancellationToken);

    /// <summary>The recovery's time begins to count, unless it did so in an earlier run.</summary>
    public Task BeginAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        Began = earlier?.Began ?? at;
        return earlier?.Began is null ? AppendAsync(new JsonObject { ["event"] = RecoveryBegan, ["at"] = TextOf(at) }, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>A step begins.</summary>
    public Task BeginAsync(PhaseStep step, CancellationToken cancellationToken) =>
        AppendAsync(new JsonObject { ["event"] = StepBegan, ["step"] = step.Id, ["kind"] = StepKinds.Of(step.Kind) }, cancellationToken);

    /// <summary>A step ended.</summary>
    /// <param name="result">How.</param>
    /// <param name="outputs">What it published; null where it did not end well.</param>
    /// <param name="cancellationToken">Ends the wait for the copy.</param>
    public Task EndAsync(StepResult result, JsonObject? outputs, CancellationToken cancellationToken) => AppendAsync(new JsonObject
    {
        ["event"] = StepEnded,
        ["step"] = result.Step,
        ["outcome"] = OutcomeNames.Of(result.Outcome),
        ["summary"] = result.Summary,
        ["outputs"] = outputs?.DeepClone(),
    }, cancellationToken);

    /// <summary>A drill was cleaned up: one that is resumed has its disaster once more.</summary>
    public Task CleanedUpAsync(CancellationToken cancellationToken) => AppendAsync(new JsonObject { ["event"] = DrillCleaned }, cancellationToken);

    /// <summary>A gate was approved.</summary>
    public Task ApprovedAsync(GateApproval approval, CancellationToken cancellationToken) => AppendAsync(
        new JsonObject { ["event"] = GateApproved, ["approval"] = JsonSerializer.SerializeToNode(approval, GateApprovalJson.Default.GateApproval) }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (copy is not null)
        {
            await copy.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await file.DisposeAsync().ConfigureAwait(false);
        gate.Dispose();
    }

    private async Task AppendAsync(JsonObject content, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var line = Write(content);
            if (copy is not null)
            {
                await copy.AddAsync(line, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private string Write(JsonObject content)
    {
        content.Insert(0, "time", TextOf(clock.GetUtcNow()));
        try
        {
            var line = chain.Append(content);
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
            return line;
        }
        catch (IOException e)
        {
            throw FileProblemException.From(file.Name, "write the recovery's journal", e);
        }
    }

    private static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
