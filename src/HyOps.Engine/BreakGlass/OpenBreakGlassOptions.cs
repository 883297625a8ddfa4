using HyOps.Engine.Secrets;

namespace HyOps.Engine.BreakGlass;

/// <summary>What the operator asks of an opening.</summary>
public sealed record OpenBreakGlassOptions
{
    /// <summary>The command, and the keys that it gets.</summary>
    public required ExecOptions Exec { get; init; }

    /// <summary><c>--runbook</c>: the environment's, named.</summary>
    public string? Runbook { get; init; }

    /// <summary><c>--reason</c>, for the record.</summary>
    public string? Reason { get; init; }

    /// <summary><c>--confirm</c>: the environment's name, where nobody can be asked.</summary>
    public string? Confirmation { get; init; }
}

/// <summary>How an opening ended.</summary>
/// <param name="ExitCode">The command's exit code.</param>
/// <param name="Interrupted">Whether it was interrupted.</param>
/// <param name="RecordDirectory">Where the record is.</param>
/// <param name="Notices">What the operator must be told: what to rotate.</param>
public sealed record OpenBreakGlassResult(int ExitCode, bool Interrupted, string RecordDirectory, IReadOnlyList<string> Notices);
