using System.Text;

namespace HyOps.Faults;

/// <summary>The table in docs/reliability.md, between its two marks.</summary>
internal static class Table
{
    private const string Begin = "<!-- faults: begin -->";
    private const string End = "<!-- faults: end -->";

    /// <summary>Writes it anew.</summary>
    /// <param name="file">The page.</param>
    /// <param name="outcomes">All of them.</param>
    public static void Write(string file, IReadOnlyList<Outcome> outcomes)
    {
        var page = File.ReadAllText(file);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{file} lacks the marks {Begin} and {End}");
        }

        File.WriteAllText(file, $"{page[..(begin + Begin.Length)]}\n\n{Of(outcomes)}\n{page[end..]}");
    }

    private static string Of(IReadOnlyList<Outcome> outcomes)
    {
        var text = new StringBuilder();
        text.Append("| Fault | Expected | Happened |\n| --- | --- | --- |\n");
        foreach (var outcome in outcomes)
        {
            text.Append($"| {Cell(outcome.Fault.What)} | {Cell(outcome.Fault.Expected)} | {(outcome.IsExpected ? "as expected" : $"**{Cell(outcome.Happened)}**")} |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
