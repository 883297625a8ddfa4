namespace HyOps.Presentation.Reports.Logs;

/// <summary>Shares the room that a page has for logs: small logs get all that they want, the others divide what is left by their weights.</summary>
internal static class LogBudget
{
    /// <summary>The shares, in the order of the wants.</summary>
    /// <param name="wants">What each log would take, and its weight: at least 1.</param>
    /// <param name="total">What there is.</param>
    public static IReadOnlyList<long> Share(IReadOnlyList<(long Want, int Weight)> wants, long total)
    {
        var shares = new long[wants.Count];
        var weight = wants.Sum(log => (long)log.Weight);
        foreach (var (index, log) in wants.Index().OrderBy(item => item.Item.Want / item.Item.Weight))
        {
            shares[index] = Math.Min(log.Want, total * log.Weight / weight);
            total -= shares[index];
            weight -= log.Weight;
        }

        return shares;
    }
}
