namespace HyOps.Core.Preflight;

/// <summary>What a check found. It never holds a secret.</summary>
/// <param name="Status">How it is.</param>
/// <param name="Detail">What was looked at and seen, in a line.</param>
/// <param name="Fix">What to do about a warning or failure; null otherwise.</param>
public sealed record CheckResult(CheckStatus Status, string Detail, string? Fix = null)
{
    /// <summary>As it should be.</summary>
    /// <param name="detail">What was seen.</param>
    public static CheckResult Ok(string detail) => new(CheckStatus.Ok, detail);

    /// <summary>A run would work, but something should be better.</summary>
    /// <param name="detail">What was seen.</param>
    /// <param name="fix">What to do.</param>
    public static CheckResult Warning(string detail, string fix) => new(CheckStatus.Warning, detail, fix);

    /// <summary>A run would fail.</summary>
    /// <param name="detail">What was seen.</param>
    /// <param name="fix">What to do.</param>
    public static CheckResult Failed(string detail, string fix) => new(CheckStatus.Failed, detail, fix);

    /// <summary>A run would fail, as an exception says.</summary>
    /// <param name="failure">The exception.</param>
    public static CheckResult Failed(HyOpsException failure) => Failed(failure.Message, failure.NextStep ?? "correct what the message says");

    /// <summary>Nothing to check.</summary>
    /// <param name="why">Why not.</param>
    public static CheckResult NotApplicable(string why) => new(CheckStatus.NotApplicable, why);
}
