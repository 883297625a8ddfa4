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
        if (IsIndentedByTab(text, location.Line) || exception.Message.Contains(" tab ", StringComparison.Ordinal))
        {
            problems.Error(ProblemCodes.TabIndentation, location, "a tab indents this line", "Indent with spaces.");
            return;
        }

        var detail = FixedTexts.Any(start => exception.Message.StartsWith(start, StringComparison.Ordinal))
            ? $": {char.ToLowerInvariant(exception.Message[0])}{exception.Message[1..].TrimEnd('.')}"
            : "";
        problems.Error(
            ProblemCodes.YamlSyntax, location, $"this is not YAML{detail}",
            "See whether a quote or bracket is open, a colon lacks its space, or the indentation differs from the lines around.");
    }

    private static bool IsIndentedByTab(string text, int line)
    {
        var current = 1;
        foreach (var candidate in text.AsSpan().EnumerateLines())
        {
            if (current++ == line)
            {
                var indent = candidate.Length - candidate.TrimStart().Length;
                return candidate[..indent].Contains('\t');
            }
        }

        return false;
    }
}
