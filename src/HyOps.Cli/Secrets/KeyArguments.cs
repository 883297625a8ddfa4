using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using HyOps.Cli.Hosting;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Cli.Secrets;

/// <summary>Keys on the command line.</summary>
internal static class KeyArguments
{
    internal static Argument<string[]> Many(string description) => new("keys") { HelpName = "KEY", Arity = ArgumentArity.ZeroOrMore, Description = description };

    internal static ImmutableArray<SecretName> Parse(IEnumerable<string>? texts) => [.. (texts ?? []).Select(Parse).Distinct()];

    /// <summary>Reads <c>KEY=N</c>.</summary>
    internal static KeyValuePair<SecretName, int> ParseLength(string text) =>
        text.Split('=', 2) is [var key, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? KeyValuePair.Create(Parse(key), length)
            : throw CommandLineException.BadValue("--length-map", "KEY=N");

    // Somebody may type KEY=VALUE where a key is meant: what stands after '=' is not shown.
    private static SecretName Parse(string text) =>
        SecretName.TryParse(text, out var name) ? name
        : text.Contains('=', StringComparison.Ordinal) ? throw CommandLineException.KeyWithValue(Shown.Text(text.Split('=')[0]))
        : throw CommandLineException.BadKey(Shown.Text(text));
}
