namespace HyOps.Core.Redaction.Search;

/// <summary>The patterns of all forms: those that are exact, and those in which letters of both cases are the same.</summary>
/// <param name="exact">The exact ones.</param>
/// <param name="folded">The others.</param>
internal sealed class FormSearch(PatternSet exact, PatternSet folded)
{
    /// <summary>The exact patterns.</summary>
    internal PatternSet Exact => exact;

    /// <summary>The patterns in which case does not matter.</summary>
    internal PatternSet Folded => folded;

    /// <summary>The length of the longest pattern.</summary>
    internal int Longest { get; } = Math.Max(exact.Longest, folded.Longest);

    /// <summary>Whether one of the exact patterns holds a blank, so that it may be broken there.</summary>
    internal bool HaveBlanks { get; } = exact.All.Any(static pattern => pattern.Contains((byte)' '));

    /// <summary>Adds all occurrences to the list, short ones unjudged, in no order.</summary>
    internal void Find(ReadOnlySpan<byte> text, List<Match> matches)
    {
        exact.Find(text, matches);
        folded.Find(text, matches);
    }

    /// <summary>The first place that must be held back, as <see cref="PatternSet.StartOfHeld"/> says.</summary>
    internal int StartOfHeld(ReadOnlySpan<byte> text) => Math.Min(exact.StartOfHeld(text), folded.StartOfHeld(text));

    /// <summary>Whether a byte is of a word, so that a short pattern beside it is only a part of that word.</summary>
    internal static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value >= 0x80;
}
