using HyOps.Core.Runs;
using HyOps.Vault.Plans;

namespace HyOps.Engine.Plans;

/// <summary>A plan as it lies on disk. Nothing of its header is proven before it is opened.</summary>
public sealed record StoredPlan
{
    /// <summary>Its id: the one of the run that made it.</summary>
    public required RunId Id { get; init; }

    /// <summary>Where its sealed file is, or was.</summary>
    public required string SealedFile { get; init; }

    /// <summary>What it says of itself, while it is sealed.</summary>
    public PlanHeader? Header { get; init; }

    /// <summary>The mark that it was applied, or begun to be.</summary>
    public AppliedPlan? Applied { get; init; }

    /// <summary>Why it cannot be read.</summary>
    public string? Error { get; init; }

    /// <summary>When it ceases to be good, where it says so.</summary>
    public DateTimeOffset? Expires => Header?.Expires ?? Applied?.Expires;

    /// <summary>In a word: <c>sealed</c>, <c>expired</c>, <c>applied</c>, <c>begun</c>, <c>unreadable</c>.</summary>
    /// <param name="now">The time.</param>
    public string Status(DateTimeOffset now) => this switch
    {
        { Applied.ExitCode: not null } => "applied",
        { Applied: not null } => "begun",
        { Header: null } => "unreadable",
        _ => Header.Expires <= now ? "expired" : "sealed",
    };
}
