namespace HyOps.Core.Redaction.Search;

/// <summary>
/// An occurrence of a pattern: bytes from <paramref name="Start"/> up to, not including, <paramref name="End"/>.
/// A short one counts only where no letter or digit touches it.
/// </summary>
internal readonly record struct Match(int Start, int End, bool IsShort = false) : IComparable<Match>
{
    /// <inheritdoc/>
    public int CompareTo(Match other) => Start.CompareTo(other.Start);
}
