using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>What a look at every byte of a record gave.</summary>
public sealed record RecordVerification
{
    /// <summary>The run.</summary>
    public required RunId Id { get; init; }

    /// <summary>The record's absolute directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The verdict.</summary>
    public required RecordState State { get; init; }

    /// <summary>What is wrong, and where, the heaviest first; empty where nothing is.</summary>
    public IReadOnlyList<RecordFinding> Findings { get; init; } = [];

    /// <summary>How many whole events there are.</summary>
    public int Events { get; init; }

    /// <summary>How many files were compared with their digests.</summary>
    public int Files { get; init; }

    /// <summary>What the record says of its signature; null where it says nothing.</summary>
    public RecordedSignature? Signature { get; init; }

    /// <summary>What is known of the signature, in a few words: who signed, or that nobody looked; null where there is none.</summary>
    public string? SignedBy { get; init; }

    /// <summary>The exit code: 0 where all is as it was left, 1 where it was cut off, lies open or could not be looked at, 13 where it was changed.</summary>
    public ExitCode ExitCode => State switch
    {
        RecordState.Intact or RecordState.Running => ExitCode.Ok,
        RecordState.Tampered => ExitCode.Refused,
        _ => ExitCode.No,
    };

    /// <summary>The verdict in a line.</summary>
    public string Words => State switch
    {
        RecordState.Intact => $"intact: {Events} events, {Files} files, {SignedBy ?? (Signature is null ? "not signed" : "its signature failed")}",
        RecordState.Running => $"still running: {Events} events so far, their chain holds",
        RecordState.Torn => $"torn: {Findings[0].What}",
        RecordState.Exposed => $"not changed, but {Findings[0]}",
        _ => $"CHANGED: {Findings[0]}{(Findings.Count > 1 ? $" (and {Findings.Count - 1} more)" : "")}",
    };
}

/// <summary>A verdict on a record.</summary>
public enum RecordState
{
    /// <summary>Every byte is as it was when the run ended.</summary>
    Intact,

    /// <summary>The run goes on; so far the chain holds.</summary>
    Running,

    /// <summary>Nothing was changed, but others may read it, or a signature could not be checked here.</summary>
    Exposed,

    /// <summary>The run was cut off (a killed process, a power cut); what was written before is as it was.</summary>
    Torn,

    /// <summary>Something was changed, removed, added or moved afterwards.</summary>
    Tampered,
}
