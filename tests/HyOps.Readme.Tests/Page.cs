using System.Text.RegularExpressions;

namespace HyOps.Readme.Tests;

/// <summary>The README: its fenced blocks, and the commands that stand in its text.</summary>
internal sealed partial class Page
{
    public Page(IReadOnlyList<string> lines)
    {
        var blocks = new List<Block>();
        var text = new List<string>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (Fence().Match(lines[at]) is not { Success: true } fence)
            {
                text.Add(lines[at]);
                continue;
            }

            var body = lines.Skip(at + 1).TakeWhile(line => line != "```").ToList();
            blocks.Add(new Block(fence.Groups["language"].Value, fence.Groups["file"].Value, body, at + 1));
            at += body.Count + 1;
        }

        Blocks = blocks;
        InlineCommands = [.. text.SelectMany(line => Inline().Matches(line)).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>What the text says in backticks and begins with one of our two commands.</summary>
    public IReadOnlyList<string> InlineCommands { get; }

    public static Page Read() => new(File.ReadAllLines(Path.Combine(RepositoryRoot.FullPath, "README.md")));

    [GeneratedRegex(@"^```(?<language>[A-Za-z]*)(\s+(?<file>\S+))?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`((?:\./build\.sh|hyops)(?: [^`]*)?)`")]
    private static partial Regex Inline();
}

/// <summary>A fenced block.</summary>
/// <param name="Language">The first word after the fence.</param>
/// <param name="File">The second: the file that the reader is to write; empty where there is none.</param>
/// <param name="Lines">What is between the fences.</param>
/// <param name="Line">Its place in the page.</param>
internal sealed record Block(string Language, string File, IReadOnlyList<string> Lines, int Line)
{
    public bool IsCommands => Language == "bash" && File.Length == 0;

    public bool IsTranscript => Language == "text" && File.Length == 0;

    public bool IsFile => File.Length > 0;
}
