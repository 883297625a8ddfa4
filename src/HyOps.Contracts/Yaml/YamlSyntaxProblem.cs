using HyOps.Core.Problems;
using YamlDotNet.Core;

namespace HyOps.Contracts.Yaml;

/// <summary>Turns the parser's complaint into one that an author understands. The file's text is not repeated: it may be a secret.</summary>
internal static class YamlSyntaxProblem
{
    // The parser's own texts start so and are fixed; any other might repeat what the file holds.
    private static readonly string[] FixedTexts = ["While ", "Did not ", "Found ", "Reached ", "Anchor "];

    public static void Report(YamlException exception, string text, string shown, ProblemList problems)
    {
        var location = new SourceLocation(shown, Math.Max(1, (int)exception.Start.Line), Math.Max(1, (int)exception.Start.Column));
        if (LineIndentedByTab(text, location.Line, Math.Max(location.Line, (int)exception.End.Line)) is { } line)
        {
            problems.Error(ProblemCodes.TabIndentation, new SourceLocation(shown, line, 1), "a tab indents this line", "Indent with spaces.");
            return;
        }

        var detail = FixedTexts.Any(start => exception.Message.StartsWith(start, StringComparison.Ordinal))
            ? $": {char.ToLowerInvariant(exception.Message[0])}{exception.Message[1..].TrimEnd('.')}"
            : "";
        problems.Error(
            ProblemCodes.YamlSyntax, location, $"this is not YAML{detail}",
            "See whether a quote or bracket is open, a colon lacks its space, or the indentation differs from the lines around.");
    }

    // The parser complains where a value starts, or after the line with the tab.
    private static int? LineIndentedByTab(string text, int first, int last)
    {
        var line = 0;
        foreach (var candidate in text.AsSpan().EnumerateLines())
        {
            if (++line > last + 1)
            {
                return null;
            }

            var indent = candidate.Length - candidate.TrimStart().Length;
            if (line >= first && candidate[..indent].Contains('\t'))
            {
                return line;
            }
        }

        return null;
    }
}
