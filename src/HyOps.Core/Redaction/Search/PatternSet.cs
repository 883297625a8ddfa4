using System.Text;

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

    /// <summary>A pattern that is shorter would be found within other words: it counts only as a word of its own.</summary>
    internal const int ShortLength = 8;

    private const int CutFrom = 2 * PieceLength;
    private readonly byte[][] patterns;
    private readonly int[] families;
    private readonly ITier[] tiers;
    private readonly PrefixFilter prefixes;
    private readonly bool ignoreCase;

    /// <param name="values">The patterns, of at least four bytes each; equal ones may repeat.</param>
    /// <param name="ignoreCase">Whether ASCII letters of both cases are the same.</param>
    internal PatternSet(IEnumerable<byte[]> values, bool ignoreCase = false)
    {
        this.ignoreCase = ignoreCase;
        patterns = [.. values.SelectMany(Pieces).Select(piece => ignoreCase ? Lower(piece) : piece).Distinct(ByteOrder.Instance).Order(ByteOrder.Instance)];
        Longest = patterns.Select(pattern => pattern.Length).DefaultIfEmpty().Max();
        families = new int[patterns.Length];
        var roots = Roots();
        tiers =
        [
            .. roots.GroupBy(root => patterns[root].Length < ShortLength)
                .Select(group => Tier([.. group.Select(root => (root, patterns[root]))], group.Key)),
        ];
        prefixes = new PrefixFilter(roots.Select(root => patterns[root]));
    }

    /// <summary>The patterns, sorted; all in lower case where case is ignored.</summary>
    internal IReadOnlyList<byte[]> All => patterns;

    /// <summary>The length of the longest one; 0 where there is none.</summary>
    internal int Longest { get; }

    /// <summary>Adds all occurrences to the list; of long ones that start together, the longest alone.</summary>
    internal void Find(ReadOnlySpan<byte> text, List<Match> matches)
    {
        foreach (var tier in tiers)
        {
            tier.Find(text, this, matches);
        }
    }

    /// <summary>
    /// Where the bytes begin that what follows may still make an occurrence, or a longer one, or none: the first place from which on the text
    /// is the start of a pattern and not yet all of it, or a short pattern of which nobody knows whether it is a word of its own.
    /// </summary>
    internal int StartOfHeld(ReadOnlySpan<byte> text)
    {
        if (patterns.Length == 0)
        {
            return text.Length;
        }

        var tail = text[Math.Max(0, text.Length - Longest)..];
        Span<byte> comparable = stackalloc byte[tail.Length];
        tail.CopyTo(comparable);
        if (ignoreCase)
        {
            Lower(tail, comparable);
        }

        for (var start = 0; start < tail.Length; start++)
        {
            if (prefixes.MayStart(comparable[start..]) && MayBecomeOne(comparable[start..]))
            {
                return text.Length - tail.Length + start;
            }
        }

        return text.Length;
    }

    /// <summary>Compares the root and its family with the text at a place.</summary>
    internal void Verify(int root, int start, ReadOnlySpan<byte> text, List<Match> matches)
    {
        var rest = text[start..];
        if (!StartsWith(rest, patterns[root]))
        {
            return;
        }

        var longest = 0;
        for (var member = root; member <= root + families[root]; member++)
        {
            var length = patterns[member].Length;
            if (length < ShortLength && StartsWith(rest, patterns[member]))
            {
                matches.Add(new Match(start, start + length, IsShort: true));
            }
            else if (length > longest && StartsWith(rest, patterns[member]))
            {
                longest = length;
            }
        }

        if (longest > 0)
        {
            matches.Add(new Match(start, start + longest));
        }
    }

    private static byte[] Lower(byte[] piece)
    {
        var lower = new byte[piece.Length];
        Lower(piece, lower);
        return lower;
    }

    private static void Lower(ReadOnlySpan<byte> text, Span<byte> lower)
    {
        for (var index = 0; index < text.Length; index++)
        {
            lower[index] = char.IsAsciiLetterUpper((char)text[index]) ? (byte)(text[index] | 0x20) : text[index];
        }
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

    private ITier Tier(IReadOnlyCollection<(int Root, byte[] Pattern)> roots, bool areShort) =>
        areShort && roots.Count <= StartTier.MostPatterns ? new StartTier(roots, ignoreCase) : new GramTier(roots, ignoreCase);

    private bool StartsWith(ReadOnlySpan<byte> text, byte[] pattern) =>
        ignoreCase ? text.Length >= pattern.Length && Ascii.EqualsIgnoreCase(text[..pattern.Length], pattern) : text.StartsWith(pattern);

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

    private bool MayBecomeOne(ReadOnlySpan<byte> start)
    {
        var (low, high) = (0, patterns.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = patterns[middle].AsSpan().SequenceCompareTo(start) < 0 ? (middle + 1, high) : (low, middle);
        }

        // The first one that is not less than the start: itself, or what begins with it, stands here.
        if (low < patterns.Length && patterns[low].Length == start.Length && patterns[low].AsSpan().SequenceEqual(start))
        {
            if (start.Length < ShortLength)
            {
                return true;
            }

            low++;
        }

        return low < patterns.Length && patterns[low].AsSpan().StartsWith(start);
    }
}
