using System.Globalization;
using System.Text;
using HyOps.Engine.BreakGlass;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.BreakGlass;

/// <summary>What verbs did with the break-glass file, or found in it, for a person. No value is ever in it.</summary>
public static class BreakGlassView
{
    /// <summary>What a verb did.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="change">What it did.</param>
    public static void Write(Screen screen, BreakGlassChange change)
    {
        foreach (var (key, outcome) in change.Keys)
        {
            screen.WriteLine($"{Foreign.Line(key)}: {outcome}", outcome is "unchanged" or "kept" ? TextStyle.Good : TextStyle.Changed);
        }

        if (!change.Recipients.IsEmpty)
        {
            screen.WriteLine($"{change.File} opens for: {string.Join(", ", change.Recipients)}", TextStyle.Good);
        }

        if (!change.Missing.IsEmpty)
        {
            screen.WriteLine($"still missing: {string.Join(", ", change.Missing)}", TextStyle.Warning);
        }
    }

    /// <summary>What a check found: all of it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="report">What was found.</param>
    public static void Write(Screen screen, BreakGlassReport report)
    {
        foreach (var problem in report.Problems)
        {
            NextStep.Write(screen, problem.Message, problem.Fix, TextStyle.Bad);
        }

        var opened = report.OpenedBy is { } kind ? $"opened with {kind}, and shut again" : "not opened: neither its tags nor its check value are verified";
        screen.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{report.File}: {report.Keys.Count} key{(report.Keys.Count == 1 ? "" : "s")}, {opened}; {(report.Problems.Count == 0 ? "nothing is wrong" : $"{report.Problems.Count} problem{(report.Problems.Count == 1 ? "" : "s")}")}"),
            report.Problems.Count > 0 ? TextStyle.Bad : report.OpenedBy is null ? TextStyle.Warning : TextStyle.Good);
    }

    /// <summary>The word for a kind of problem, in JSON as well: <c>not-minimal</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string WordOf(BreakGlassProblemKind kind) =>
        kind.ToString().Aggregate(new StringBuilder(), (word, letter) => (char.IsAsciiLetterUpper(letter) && word.Length > 0 ? word.Append('-') : word).Append(char.ToLowerInvariant(letter))).ToString();
}
