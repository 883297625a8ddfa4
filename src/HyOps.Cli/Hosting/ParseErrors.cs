using System.CommandLine;
using System.CommandLine.Parsing;
using HyOps.Core.Problems;

namespace HyOps.Cli.Hosting;

/// <summary>What the parser refused, in our words: with a suggestion, and without printing values that may be secrets.</summary>
internal static class ParseErrors
{
    internal static CommandLineException First(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = CommandPath.Of(parsed.CommandResult);
        return UnknownOption(parsed, path)
            ?? OptionProblem(parsed, path)
            ?? UnknownWord(parsed, command, path)
            ?? ArgumentProblem(parsed, path)
            ?? CommandLineException.NoVerb(path);
    }

    private static CommandLineException? UnknownOption(ParseResult parsed, string path)
    {
        // What stands after '=' may be a secret.
        var option = parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-') && token.Length > 1)?.Split('=')[0];
        return option is null ? null : CommandLineException.UnknownOption(Shown.Text(option), path, Suggestion.For(option, OptionsOf(parsed.CommandResult)));
    }

    private static CommandLineException? OptionProblem(ParseResult parsed, string path)
    {
        var wrong = parsed.Errors.Select(error => error.SymbolResult).OfType<OptionResult>().FirstOrDefault();
        return wrong is null ? null
            : wrong.Tokens.Count > 1 || wrong.IdentifierTokenCount > 1 ? CommandLineException.Twice(wrong.Option.Name)
            : wrong.Tokens.Count == 0 ? CommandLineException.MissingValue(wrong.Option.Name, path)
            : CommandLineException.BadValue(wrong.Option.Name, Wanted(wrong.Option));
    }

    private static CommandLineException? UnknownWord(ParseResult parsed, Command command, string path)
    {
        var word = parsed.UnmatchedTokens.Count == 0 ? null : parsed.UnmatchedTokens[0];
        return word is null ? null
            : command.Subcommands.Count == 0 ? CommandLineException.TooMuch(path, parsed.CommandResult.Tokens.Count + 1)
            : CommandLineException.UnknownVerb(Shown.Text(word), path, Suggestion.For(word, command.Subcommands.Select(verb => verb.Name)));
    }

    private static CommandLineException? ArgumentProblem(ParseResult parsed, string path)
    {
        var wrong = parsed.Errors.Select(error => error.SymbolResult).OfType<ArgumentResult>().FirstOrDefault();
        return wrong is null ? null
            : wrong.Tokens.Count == 0 ? CommandLineException.MissingArgument(wrong.Argument.HelpName ?? wrong.Argument.Name, path)
            : CommandLineException.BadValue(wrong.Argument.HelpName ?? wrong.Argument.Name, Wanted(wrong.Argument));
    }

    private static IEnumerable<string> OptionsOf(CommandResult? result)
    {
        for (var at = result; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var option in at.Command.Options.Where(option => at == result || option.Recursive))
            {
                yield return option.Name;
            }
        }
    }

    private static string Wanted(Symbol symbol)
    {
        var values = symbol.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(item => item.Label).ToList();
        return values.Count > 0 ? $"one of {string.Join(", ", values)}" : "a number";
    }
}
