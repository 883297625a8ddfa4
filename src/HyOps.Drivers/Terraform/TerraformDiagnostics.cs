using System.Text.RegularExpressions;
using HyOps.Drivers.Terraform.Forensics;

namespace HyOps.Drivers.Terraform;

/// <summary>
/// Reads the errors out of what Terraform prints: paragraphs of <c>Error: title</c>, <c>with ADDRESS,</c> / <c>on FILE line N</c>, code and detail.
/// </summary>
internal sealed partial class TerraformDiagnostics
{
    private const int MostLines = 2_000;
    private const int LongestDetail = 400;
    private readonly List<string> lines = [];

    /// <summary>Takes one masked line of standard error.</summary>
    /// <param name="line">The line.</param>
    public void Take(string line)
    {
        if (lines.Count < MostLines)
        {
            // With colours off Terraform still draws boxes on some terminals.
            lines.Add(line.TrimStart('│', '╷', '╵').TrimEnd());
        }
    }

    /// <summary>All that it said.</summary>
    public string All => string.Join('\n', lines);

    /// <summary>Whether Terraform asks for an init.</summary>
    public bool AskForInit => lines.Exists(static line => line.Contains("terraform init", StringComparison.Ordinal));

    /// <summary>Whether somebody else holds the state lock.</summary>
    public bool LockHeld => LockText.TellLock(lines);

    /// <summary>Whether a saved plan was made for another state than the one that is there.</summary>
    public bool PlanIsStale => lines.Exists(static line =>
        line.Contains("Saved plan is stale", StringComparison.Ordinal) || line.Contains("Saved plan does not match the given state", StringComparison.Ordinal));

    /// <summary>The first error with its place and detail, and how many more there are.</summary>
    public string Text()
    {
        var starts = lines.FindAll(static line => ErrorLine().IsMatch(line)).Distinct(StringComparer.Ordinal).ToList();
        if (starts.Count == 0)
        {
            return lines.FindLast(static line => line.Length > 0)?.Trim() ?? "it said nothing";
        }

        // The title that says least ("execution halted" after an interrupt) is not the one to show.
        var title = starts.Find(static start => !start.Contains("execution halted", StringComparison.Ordinal)) ?? starts[0];
        var paragraphs = ParagraphsAfter(lines.IndexOf(title));
        var place = paragraphs.Select(Place).FirstOrDefault(static found => found is not null);
        var detail = paragraphs.Find(static paragraph => !paragraph.StartsWith(' '))?.ReplaceLineEndings(" ");
        var more = starts.Count > 1 ? $" (and {starts.Count - 1} more)" : "";
        return $"{title.Trim()["Error: ".Length..]}{(place is null ? "" : $" [{place}]")}{(detail is null ? "" : $": {Short(detail)}")}{more}";
    }

    private List<string> ParagraphsAfter(int index)
    {
        var text = string.Join('\n', lines.Skip(index + 1).TakeWhile(static line => !ErrorLine().IsMatch(line)));
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static paragraph => paragraph.Trim('\n')).Where(static paragraph => paragraph.Length > 0)];
    }

    private static string? Place(string paragraph) =>
        FilePlace().Match(paragraph) is { Success: true } match ? $"{match.Groups["file"].Value}:{match.Groups["line"].Value}" : null;

    private static string Short(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail] + "…";

    [GeneratedRegex(@"^\s*Error: ")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^\s+on (?<file>\S.*?) line (?<line>\d+)", RegexOptions.Multiline)]
    private static partial Regex FilePlace();
}
