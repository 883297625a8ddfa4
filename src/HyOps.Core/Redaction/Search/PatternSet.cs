namespace HyOps.Core.Redaction.Search;

/// <summary>
/// Finds every occurrence of many byte patterns in one pass.
/// <para>
/// The patterns are sorted, so that those that begin with another one stand right behind it. Only the shortest of such a family (its root)
/// is searched; where it occurs, the longer ones are compared.
/// </para>
/// </summary>
internal sealed class PatternSet
{
    /// <summary>
    /// A longer pattern is cut into pieces of this length that overlap by one byte: together they cover it, a part of it is masked too, and
    /// no more than this must be held back.
    /// </summary>
    internal const int PieceLength = 256;

    private const int CutFrom = 2 * PieceLength;
    private const int ShortRoot = 8;
    private readonly byte[][] patterns;
    private readonly int[] families;
    private readonly GramTier[] tiers;
    private readonly PrefixFilter prefixes;
    private readonly int longest;

    internal PatternSet(IEnumerable<byte[]> values)
    {
        patterns = [.. values.SelectMany(Pieces).Distinct(ByteOrder.Instance).Order(ByteOrder.Instance)];
        longest = patterns.Select(pattern => pattern.Length).DefaultIfEmpty().Max();
        families = new int[patterns.Length];
        var roots = Roots();
        tiers =
        [
            .. roots.GroupBy(root => patterns[root].Length < ShortRoot)
                .Select(group => new GramTier([.. group.Select(root => (root, patterns[root]))])),
        ];
        prefixes = new PrefixFilter(roots.Select(root => patterns[root]));
    }

    /// <summary>The patterns, sorted.</summary>
    internal IReadOnlyList<byte[]> All => patterns;

    /// <summary>Adds all occurrences to the list, in the order of their starts; the longest one where several start together.</summary>
    internal void Find(ReadOnlySpan<byte> text, List<Match> matches)
    {
        foreach (var tier in tiers)
        {
            tier.Find(text, this, matches);
        }

        if (matches.Count > 1)
        {
            matches.Sort();
        }
    }

    /// <summary>
    /// Where the bytes begin that may still grow into an occurrence: the first place from which on the text is the start of a pattern
    /// and not yet all of it.
    /// </summary>
    internal int StartOfHeld(ReadOnlySpan<byte> text)
    {
        for (var start = Math.Max(0, text.Length - longest + 1); start < text.Length; start++)
        {
            if (prefixes.MayStart(text[start..]) && IsProperPrefix(text[start..]))
            {
                return start;
            }
        }

        return text.Length;
    }

    /// <summary>Compares the root and its family with the text at a place.</summary>
    internal void Verify(int root, int start, ReadOnlySpan<byte> text, List<Match> matches)
    {
        var rest = text[start..];
        if (!rest.StartsWith(patterns[root]))
        {
            return;
        }

        var length = patterns[root].Length;
        for (var member = root + 1; member <= root + families[root]; member++)
        {
            if (patterns[member].Length > length && rest.StartsWith(patterns[member]))
            {
                length = patterns[member].Length;
            }
        }

        matches.Add(new Match(start, start + length));
    }

    private static IEnumerable<byte[]> Pieces(byte[] pattern)
    {
        if (pattern.Length <= CutFrom)
        {
            return [pattern];
        }

        const int step = PieceLength - 1;
        var last = pattern.Length - PieceLength;
        return Enumerable.Range(0, (last / step) + 1)
            .Select(index => index * step)
            .Append(last)
            .Select(start => pattern[start..(start + PieceLength)]);
    }

    /// <summary>The patterns that begin with no other one; <see cref="families"/> gets how many follow that begin with them.</summary>
    private List<int> Roots()
    {
        var roots = new List<int>();
        for (var index = 0; index < patterns.Length; index++)
        {
            if (roots is [.., var root] && patterns[index].AsSpan().StartsWith(patterns[root]))
            {
                families[root]++;
            }
            else
            {
                roots.Add(index);
            }
        }

        return roots;
    }

    private bool IsProperPrefix(ReadOnlySpan<byte> start)
    {
        var (low, high) = (0, patterns.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = patterns[middle].AsSpan().SequenceCompareTo(start) <= 0 ? (middle + 1, high) : (low, middle);
        }

        // The first one greater than the start: what begins with it, and is longer, stands here.
        return low < patterns.Length && patterns[low].AsSpan().StartsWith(start);
    }
}
