using System.Globalization;
using System.Text.RegularExpressions;

namespace HyOps.Readme.Tests;

/// <summary>A command of the page: one line of a bash block, or several where they end in a backslash.</summary>
/// <param name="Text">The command.</param>
/// <param name="ExitCode">How it must end: 0, or what its comment says (<c># exit 11</c>).</param>
/// <param name="Line">Its place in the page.</param>
internal sealed partial record PageCommand(string Text, int ExitCode, int Line)
{
    /// <summary>The commands of a bash block.</summary>
    public static IEnumerable<PageCommand> In(Block block)
    {
        var command = "";
        foreach (var (at, line) in block.Lines.Index())
        {
            command += line;
            if (line.EndsWith('\\'))
            {
                command += "\n";
                continue;
            }

            if (command.Trim().Length > 0 && command[0] != '#')
            {
                yield return new PageCommand(command, ExitCodeOf(command), block.Line + at + 1);
            }

            command = "";
        }
    }

    private static int ExitCodeOf(string command) =>
        Exit().Match(command) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"# exit (\d+)\b")]
    private static partial Regex Exit();
}
