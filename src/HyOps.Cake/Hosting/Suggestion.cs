namespace HyOps.Cake.Hosting;

/// <summary>The known word that a mistyped one was meant to be.</summary>
public static class Suggestion
{
    /// <summary>The nearest known word, by edits (insert, delete, replace, swap of neighbours); null where none is near.</summary>
    /// <param name="word">What was typed; upper and lower case are the same.</param>
    /// <param name="known">The words that there are.</param>
    public static string? For(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        var typed = word.ToLowerInvariant();
        var nearest = known
            .Select(candidate => (Word: candidate, Distance: Distance(typed, candidate.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, Math.Min(typed.Length, nearest.Word.Length) / 3)
            ? nearest.Word
            : null;
    }

    private static int Distance(string left, string right)
    {
        var rows = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                rows[row][column] = row == 0 || column == 0 ? row + column : Cheapest(rows, left, right, row, column);
            }
        }

        return rows[left.Length][right.Length];
    }

    private static int Cheapest(int[][] rows, string left, string right, int row, int column)
    {
        var replaced = rows[row - 1][column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        var edited = Math.Min(replaced, 1 + Math.Min(rows[row - 1][column], rows[row][column - 1]));
        var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return swapped ? Math.Min(edited, rows[row - 2][column - 2] + 1) : edited;
    }
}
