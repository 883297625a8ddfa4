namespace HyOps.Engine.Runs.Retention;

/// <summary>What a prune did, or with <c>--dry-run</c> would do.</summary>
/// <param name="Runs">Every run that was looked at, newest first.</param>
/// <param name="Finished">How many removals of an earlier prune were brought to their end.</param>
/// <param name="FreedBytes">The size of the files that are gone, or would be.</param>
public sealed record PruneResult(IReadOnlyList<PrunedRun> Runs, int Finished, long FreedBytes)
{
    /// <summary>The runs that are gone, or would be.</summary>
    public IReadOnlyList<PrunedRun> Removed => [.. Runs.Where(run => run.KeptBecause is null)];
}

/// <summary>A run that a prune looked at.</summary>
/// <param name="Run">The run.</param>
/// <param name="KeptBecause">Why it stays; null where it goes.</param>
/// <param name="Bytes">The size of its files; 0 where it stays.</param>
public sealed record PrunedRun(StoredRun Run, string? KeptBecause, long Bytes);
