using System.Text;

namespace HyOps.Faults;

/// <summary>The tables in docs/reliability.md, each between its two marks.</summary>
internal static class Table
{
    /// <summary>Writes the one of faults anew.</summary>
    /// <param name="file">The page.</param>
    /// <param name="outcomes">All of them.</param>
    public static void Write(string file, IReadOnlyList<Outcome> outcomes) => Write(file, "faults", Of(outcomes));

    /// <summary>Writes the one of recoveries anew.</summary>
    /// <param name="file">The page.</param>
    /// <param name="ends">All of them.</param>
    public static void Write(string file, IReadOnlyList<(DrillFault Fault, DrillEnd End)> ends) => Write(file, "drills", Of(ends));

    private static void Write(string file, string name, string table)
    {
        var page = File.ReadAllText(file);
        var (before, after) = ($"<!-- {name}: begin -->", $"<!-- {name}: end -->");
        var (begin, end) = (page.IndexOf(before, StringComparison.Ordinal), page.IndexOf(after, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{file} lacks the marks {before} and {after}");
        }

        File.WriteAllText(file, $"{page[..(begin + before.Length)]}\n\n{table}\n{page[end..]}");
    }

    private static string Of(IReadOnlyList<(DrillFault Fault, DrillEnd End)> ends)
    {
        var text = new StringBuilder();
        text.Append("| Fault | Step | Expected | Happened | Recovery time |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (fault, end) in ends)
        {
            var happened = end.Happened == fault.Expected ? "as expected" : $"**{Cell(end.Happened)}**";
            text.Append($"| {Cell(fault.What)} | {fault.Step} | {Cell(fault.Expected)} | {happened} | {end.RecoveryTime} |\n");
        }

        return text.ToString();
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
