using System.Text.RegularExpressions;

namespace HyOps.Readme.Tests;

/// <summary>Makes what a page shows and what a command prints comparable: times, run ids, versions and the home differ from run to run.</summary>
internal static partial class Transcript
{
    /// <summary>A line that stands for lines left out.</summary>
    public const string LeftOut = "…";

    public static string Normal(string line, string home)
    {
        var text = line.Replace(home, "~", StringComparison.Ordinal);
        text = RunId().Replace(text, "-RUN");
        text = ToolVersion().Replace(text, "$1 VERSION");
        text = Duration().Replace(text, "TIME");
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"-\d{8}T\d{6}Z-[0-9a-f]{8}")]
    private static partial Regex RunId();

    [GeneratedRegex(@"\b(terraform|packer|ansible) \d+(\.\d+)+")]
    private static partial Regex ToolVersion();

    [GeneratedRegex(@"\b(\d+\.\d s|\d+ min \d\d s|\d+ h \d\d min)(?![\w])")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
