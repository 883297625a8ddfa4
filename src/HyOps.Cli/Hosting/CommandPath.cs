using System.CommandLine;
using System.CommandLine.Parsing;

namespace HyOps.Cli.Hosting;

/// <summary>A command as it is typed: <c>hyops secrets keys</c>.</summary>
internal static class CommandPath
{
    internal const string Program = "hyops";

    internal static string Of(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Of(parent)} {result.Command.Name}" : Program;

    internal static IReadOnlyList<Command> Parents(ParseResult parsed)
    {
        var commands = new List<Command>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            commands.Insert(0, at.Command);
        }

        return commands;
    }
}
