using HyOps.Core;

namespace HyOps.Cli.Hosting;

/// <summary>A command line that cannot be what the operator means. Values are shown only where they cannot be secrets.</summary>
internal sealed class CommandLineException : HyOpsException
{
    private CommandLineException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    internal static CommandLineException EmptyPath(string option) => new($"{option} is empty", $"name a path after {option}, or leave it out");

    internal static CommandLineException UnknownOption(string option, string command, string? meant) => new(
        $"unknown option {option} of '{command}'",
        meant is null ? $"'{command} --help' lists its options" : $"did you mean {meant}? '{command} --help' lists its options");

    internal static CommandLineException UnknownVerb(string word, string command, string? meant) => new(
        $"unknown verb '{word}' of '{command}'",
        meant is null ? $"'{command} --help' lists its verbs" : $"did you mean '{command} {meant}'?");

    internal static CommandLineException TooMuch(string command, int position) => new(
        $"'{command}' takes fewer arguments: number {position} is one too many", $"see '{command} --help'; text with spaces needs quotes");

    internal static CommandLineException NoVerb(string command) => new($"'{command}' needs a verb", $"'{command} --help' lists its verbs");

    internal static CommandLineException MissingValue(string option, string command) => new($"{option} needs a value", $"see '{command} --help'");

    internal static CommandLineException MissingArgument(string argument, string command) => new($"'{command}' needs {argument}", $"see '{command} --help'");

    internal static CommandLineException Twice(string option) => new($"{option} was given more than once", "say it once, before or after the verb");

    internal static CommandLineException BadValue(string option, string wanted) => new($"the value of {option} is not {wanted}", $"give {wanted}");

    internal static CommandLineException NothingToDo(string options) => new("nothing is asked for", $"say what is wanted: {options}");

    internal static CommandLineException Contradiction(string one, string other, string nextStep) => new($"{one} and {other} exclude each other", nextStep);

    internal static CommandLineException NoFolder(string option, string path, bool isFile) => new(
        $"{option} {path}: {(isFile ? "it is a file where a folder is expected" : "there is no such folder")}", "check the path");

    internal static CommandLineException KeyWithValue(string key) => new($"'{key}=…' is a key with a value, where a key alone is meant", $"name {key} alone; 'hyops secrets set' sets values");

    internal static CommandLineException BadKey(string text) => new($"'{text}' is not a key", "a key has letters, digits and '_', and starts with none of the digits: DB_PASSWORD");

    internal static CommandLineException TooManyReveals() => new("--reveal prints one value, exactly as it is, and several keys are named", "name one key, or add --json");

    internal static CommandLineException BadModule(string option) => BadValue(option, "a module's path below modules/, such as platform/local/app");
}
