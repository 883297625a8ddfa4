using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.States;

/// <summary>What can be known of a Terraform state without changing anything.</summary>
/// <param name="Reached">Whether it can be reached.</param>
/// <param name="Unlocked">Whether nobody holds its lock.</param>
internal sealed record StateSeen(CheckResult Reached, CheckResult Unlocked)
{
    /// <summary>Nothing was looked at.</summary>
    /// <param name="why">Why not.</param>
    public static StateSeen NotLookedAt(string why) => new(CheckResult.NotApplicable($"not checked: {why}"), CheckResult.NotApplicable($"not checked: {why}"));

    /// <summary>It cannot be reached, so nothing is known of its lock.</summary>
    /// <param name="detail">What was seen.</param>
    /// <param name="fix">What to do.</param>
    public static StateSeen Unreachable(string detail, string fix) => new(CheckResult.Failed(detail, fix), CheckResult.NotApplicable("not checked: the state cannot be reached"));

    /// <summary>It can be reached; its lock is a thing that only taking it shows.</summary>
    /// <param name="reached">What was seen.</param>
    /// <param name="why">Why the lock cannot be seen.</param>
    public static StateSeen LockUnknown(string reached, string why) => new(CheckResult.Ok(reached), CheckResult.NotApplicable($"not checked: {why}"));
}
