using HyOps.Core;

namespace HyOps.Cake.Hosting;

/// <summary>A command line that asks for something that cannot be.</summary>
public sealed class CommandLineException : HyOpsException
{
    private CommandLineException(string message, string nextStep)
        : base(ExitCode.OperatorError, message, nextStep)
    {
    }

    internal static CommandLineException UnknownOption(string option, string? suggestion) =>
        new($"there is no option {option}", DidYouMean(suggestion is null ? null : $"--{suggestion}", "--help lists the options"));

    internal static CommandLineException UnknownTarget(string target, string? suggestion, IEnumerable<string> targets) =>
        new($"there is no target '{target}'", DidYouMean(suggestion, $"the targets are {string.Join(", ", targets)}"));

    internal static CommandLineException NoTarget() =>
        new("no target is named", "write --target NAME; --description lists the targets");

    internal static CommandLineException NotAnOption(string argument, string? target) =>
        new($"'{argument}' belongs to no option", DidYouMean(target is null ? null : $"--target {target}", "options start with two dashes: --help lists them"));

    internal static CommandLineException ValueMissing(HostOption option) =>
        new($"--{option.Name} has no value", $"write {option.Usage}, or --{option.Name}=VALUE where the value starts with a dash");

    internal static CommandLineException ValueNotWanted(HostOption option, string value) =>
        new($"--{option.Name}={value}: --{option.Name} takes no value", $"write --{option.Name} to switch it on, or leave it out");

    internal static CommandLineException ValueUnknown(HostOption option, string value, string? suggestion) =>
        new($"--{option.Name} {value}: there is no such {option.ValueName}", DidYouMean(suggestion, $"use one of {string.Join(", ", option.Values)}"));

    internal static CommandLineException GivenTwice(HostOption option, string first, string second) =>
        new($"--{option.Name} is given twice: '{first}' and '{second}'", "give it once");

    internal static CommandLineException NotACount(HostOption option, string value) =>
        new($"--{option.Name} {value}: not a whole number from 1 to 1024", $"write --{option.Name} 4, or leave it out");

    internal static CommandLineException NotAnEnvironment(string name) =>
        new($"--env {name}: that cannot be the name of an environment", "use lower-case letters, digits and dashes, as the folders under inventories/ do");

    internal static CommandLineException NotAKey(string key) =>
        new($"--allow-shell {key}: that cannot be the name of a variable", "give the name alone: letters, digits and underscores");

    private static string DidYouMean(string? suggestion, string otherwise) =>
        suggestion is null ? otherwise : $"did you mean {suggestion}?";
}
