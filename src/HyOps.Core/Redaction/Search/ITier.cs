namespace HyOps.Core.Redaction.Search;

/// <summary>Searches the patterns of a set that are of similar length.</summary>
internal interface ITier
{
    /// <summary>Adds all occurrences in the text to the list.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="set">Whose patterns they are.</param>
    /// <param name="matches">Takes the occurrences.</param>
    void Find(ReadOnlySpan<byte> text, PatternSet set, List<Match> matches);
}
