namespace HyOps.Core.Problems;

/// <summary>What somebody may have meant.</summary>
public static class Suggestion
{
    private const int LongestWord = 128;

    /// <summary>The candidate nearest to a word, where one is near enough to be meant; else null.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant; the first of equals wins.</param>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        string? best = null;
        var limit = Math.Max(1, word.Length / 3);
        foreach (var candidate in candidates)
        {
            var distance = Math.Abs(candidate.Length - word.Length) > limit ? limit + 1 : Distance(word, candidate);
            if (distance <= limit && candidate != word)
            {
                (best, limit) = (candidate, distance - 1);
            }
        }

        return best;
    }

    /// <summary>A question to end a message with: <c>Did you mean 'needs'?</c>, or the fallback where nothing is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    /// <param name="otherwise">What to say where nothing is near.</param>
    public static string Ask(string word, IEnumerable<string> candidates, string otherwise) =>
        For(word, candidates) is { } meant ? $"Did you mean '{meant}'?" : otherwise;

    // Edits, where two letters swapped are one edit (optimal string alignment); case does not count.
    private static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
