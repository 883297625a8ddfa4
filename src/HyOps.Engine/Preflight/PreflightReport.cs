using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;

namespace HyOps.Engine.Preflight;

/// <summary>What all checks said.</summary>
/// <param name="Checks">The checks, in their order.</param>
/// <param name="Problems">All problems of contracts and files, as <c>hyops validate</c> shows them.</param>
/// <param name="Strict">Whether warnings count as failures.</param>
public sealed record PreflightReport(ImmutableArray<PreflightEntry> Checks, ImmutableArray<Problem> Problems, bool Strict)
{
    // What must be repaired first weighs most: without contracts nothing else means much, without tools nothing runs.
    private static readonly ExitCode[] BySeverity = [ExitCode.InvalidContract, ExitCode.DependencyMissing, ExitCode.SecretsFailed, ExitCode.ToolFailed, ExitCode.Refused];

    /// <summary>Whether a run may start.</summary>
    public bool IsReady => !Checks.Any(Counts);

    /// <summary>0, or the code of the failure that must be repaired first: 11 contracts, 12 tools, 21 secrets, 20 what is remote, 13 guardrails.</summary>
    public ExitCode ExitCode =>
        Checks.Where(Counts).Select(check => check.Failure).OrderBy(code => Array.IndexOf(BySeverity, code)).FirstOrDefault(ExitCode.Ok);

    private bool Counts(PreflightEntry check) =>
        check.Result.Status is CheckStatus.Failed || (Strict && check.Result.Status is CheckStatus.Warning);
}

/// <summary>What one check said.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Failure">The exit code of a preflight that it fails.</param>
/// <param name="Result">What it saw.</param>
public sealed record PreflightEntry(string Check, ExitCode Failure, CheckResult Result);
