using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>What was found; the heaviest decides.</summary>
internal sealed class Findings
{
    private readonly List<RecordFinding> all = [];

    public IReadOnlyList<RecordFinding> All => [.. all.OrderByDescending(finding => finding.Kind)];

    public RecordState State => all.Count == 0 ? RecordState.Intact : StateOf(all.Max(finding => finding.Kind));

    public static RecordState StateOf(FindingKind kind) => kind switch
    {
        FindingKind.Changed => RecordState.Tampered,
        FindingKind.Torn => RecordState.Torn,
        _ => RecordState.Exposed,
    };

    public void Changed(string file, string what, int? line = null, long? offset = null) =>
        all.Add(new RecordFinding(FindingKind.Changed, file, what) { Line = line, Offset = offset });

    public void Torn(string file, string what, long? offset) => all.Add(new RecordFinding(FindingKind.Torn, file, what) { Offset = offset });

    public void Exposed(string file, string what) => all.Add(new RecordFinding(FindingKind.Exposed, file, what));

    public bool Has(string file) => all.Exists(finding => finding.Kind is FindingKind.Changed && finding.File == file);

    /// <summary>The chain's faults; each is of a change, as lines are written whole.</summary>
    public void AddFaults(ChainReading chain)
    {
        foreach (var fault in chain.Faults)
        {
            Changed(RunJournal.EventsFile, fault.Reason, fault.Line, fault.Offset);
        }
    }
}
