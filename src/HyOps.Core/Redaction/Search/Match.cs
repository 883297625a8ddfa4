namespace HyOps.Core.Redaction.Search;

/// <summary>An occurrence of a pattern: bytes from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct Match(int Start, int End) : IComparable<Match>
{
    /// <inheritdoc/>
    public int CompareTo(Match other) => Start.CompareTo(other.Start);
}
