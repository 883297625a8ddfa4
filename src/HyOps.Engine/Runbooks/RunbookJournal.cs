using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// The journal of a recovery, <c>journal.jsonl</c> in its run's record: every transition of a step, on disk before the next thing happens. It is all
/// that another machine needs to go on, and it holds what the runs before wrote, in one hash chain. No secret is in it.
/// </summary>
internal sealed class RunbookJournal : IDisposable
{
    /// <summary>The file's name in a record.</summary>
    public const string FileName = "journal.jsonl";

    public const string RunBegan = "run-began";
    public const string RecoveryBegan = "recovery-began";
    public const string DrillCleaned = "drill-cleaned";
    public const string StepBegan = "step-began";
    public const string StepEnded = "step-ended";
    public const string GateApproved = "gate-approved";

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly RunbookHistory? earlier;
    private readonly EventChain chain;
    private readonly FileStream file;

    /// <summary>Begins one.</summary>
    /// <param name="recordDirectory">The run's record, which is there.</param>
    /// <param name="clock">Gives entries their times.</param>
    /// <param name="earlier">The journal that it goes on with; null in a run that resumes none.</param>
    /// <exception cref="FileProblemException">It cannot be written.</exception>
    public RunbookJournal(string recordDirectory, TimeProvider clock, RunbookHistory? earlier)
    {
        this.clock = clock;
        this.earlier = earlier;
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
    }

    /// <summary>When the recovery's time began to count; null before <see cref="Begin(DateTimeOffset)"/>.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>Whether an earlier run's time began to count.</summary>
    public bool HasBegun => earlier?.Began is not null;

    /// <summary>What a step of an earlier run had published.</summary>
    public JsonObject? OutputsOf(string step) => earlier?.OutputsOf(step);

    /// <summary>The approval that an earlier run had for a gate.</summary>
    public GateApproval? ApprovalOf(string gateId) => earlier?.ApprovalOf(gateId);

    /// <summary>The run begins.</summary>
    public void Begin(RunId run, string environment, Phase phase, bool isDrill) => Append(new JsonObject
    {
        ["event"] = RunBegan,
        ["run"] = run.Value,
        ["environment"] = environment,
        ["phase"] = PhaseNames.Of(phase),
        ["drill"] = isDrill,
        ["resumes"] = earlier?.Run,
    });

    /// <summary>The recovery's time begins to count, unless it did so in an earlier run.</summary>
    public void Begin(DateTimeOffset at)
    {
        Began = earlier?.Began ?? at;
        if (earlier?.Began is null)
        {
            Append(new JsonObject { ["event"] = RecoveryBegan, ["at"] = TextOf(at) });
        }
    }

    /// <summary>A step begins.</summary>
    public void Begin(PhaseStep step) => Append(new JsonObject { ["event"] = StepBegan, ["step"] = step.Id, ["kind"] = StepKinds.Of(step.Kind) });

    /// <summary>A step ended.</summary>
    /// <param name="result">How.</param>
    /// <param name="outputs">What it published; null where it did not end well.</param>
    public void End(StepResult result, JsonObject? outputs) => Append(new JsonObject
    {
        ["event"] = StepEnded,
        ["step"] = result.Step,
        ["outcome"] = OutcomeNames.Of(result.Outcome),
        ["summary"] = result.Summary,
        ["outputs"] = outputs?.DeepClone(),
    });

    /// <summary>A drill was cleaned up: one that is resumed has its disaster once more.</summary>
    public void CleanedUp() => Append(new JsonObject { ["event"] = DrillCleaned });

    /// <summary>A gate was approved.</summary>
    public void Approved(GateApproval approval) =>
        Append(new JsonObject { ["event"] = GateApproved, ["approval"] = JsonSerializer.SerializeToNode(approval, GateApprovalJson.Default.GateApproval) });

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Append(JsonObject content)
    {
        lock (gate)
        {
            content.Insert(0, "time", TextOf(clock.GetUtcNow()));
            try
            {
                file.Write(Encoding.UTF8.GetBytes(chain.Append(content) + "\n"));
                file.Flush(flushToDisk: true);
            }
            catch (IOException e)
            {
                throw FileProblemException.From(file.Name, "write the recovery's journal", e);
            }
        }
    }

    private static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
