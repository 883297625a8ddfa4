using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Presentation.Reports;

/// <summary>What a check of the record found when the report was made.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Summary">In a sentence.</param>
/// <param name="Findings">What is wrong, each with its place; empty where nothing is.</param>
public sealed record RecordCheck(RecordVerdict Verdict, string Summary, IReadOnlyList<string> Findings)
{
    /// <summary>Looks at every byte of a record, as <c>hyops runs verify</c> does; who signed it is not asked.</summary>
    /// <param name="run">The run, whose record can be read.</param>
    public static RecordCheck Of(StoredRun run)
    {
        var found = RecordInspection.Of(run);
        var verdict = found.State switch
        {
            RecordState.Intact or RecordState.Exposed => RecordVerdict.Intact,
            RecordState.Running or RecordState.Torn => RecordVerdict.Incomplete,
            _ => RecordVerdict.Broken,
        };
        return new RecordCheck(verdict, found.Words, [.. found.Findings.Select(finding => finding.ToString())]);
    }
}

/// <summary>Whether a record can be relied on.</summary>
public enum RecordVerdict
{
    /// <summary>Every byte is as it was written.</summary>
    Intact,

    /// <summary>Its end is missing, as after a kill or a power cut; what is there is as it was written.</summary>
    Incomplete,

    /// <summary>Something was changed, removed or added afterwards.</summary>
    Broken,
}
