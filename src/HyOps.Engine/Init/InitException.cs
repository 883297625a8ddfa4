using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Problems;

namespace HyOps.Engine.Init;

/// <summary>An <c>init</c> that cannot be done as asked. No message holds a secret.</summary>
public sealed class InitException : HyOpsException
{
    private InitException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static InitException UnknownTarget(string name, IReadOnlyCollection<string> known) => new(
        Core.ExitCode.OperatorError,
        $"there is no init target '{Shown.Text(name)}'",
        $"{(Suggestion.For(name, known) is { } meant ? $"did you mean '{meant}'? " : "")}the targets are {string.Join(", ", known)}");

    internal static InitException BadTfvars(string path, int line, string reason) => new(
        Core.ExitCode.InvalidContract, $"{path}({line}): {reason}", "correct the line, or write the file anew with 'hyops init TARGET --force'");

    internal static InitException BadConfig(IReadOnlyCollection<string> problems) => new(
        Core.ExitCode.InvalidContract, string.Join('\n', problems), "correct the lines, then run init again");

    internal static InitException BadSetting(IReadOnlyCollection<string> problems, string target) => new(
        Core.ExitCode.OperatorError, string.Join('\n', problems), $"see the fields and what they are: hyops init {target} --dry-run");

    // What stands after '=' may be a secret, and in the place of a name, too.
    internal static string SettingProblem(string name, string target, IReadOnlyCollection<string> known, string? secretKey) =>
        secretKey is not null ? $"--set {name}: it is a secret, and the process list shows what stands on a command line: use the bundle or the variable {secretKey}"
        : $"--set {Shown.Text(name)}: {target} has no such field. {Suggestion.Ask(name, known, $"It has {string.Join(", ", known)}.")}";

    internal static InitException BadName(string problem) => new(Core.ExitCode.InvalidContract, $"the name {problem}", "correct requirements.credentials of spec.yml");

    internal static InitException NoMarker(string path) => new(Core.ExitCode.InvalidContract, $"{path} does not exist, or does not say ready", "run init");

    internal static InitException NoCredentials(string path) => new(Core.ExitCode.InvalidContract, $"{path} does not exist, or is empty", "run init");

    internal static InitException NotReady(IReadOnlyCollection<string> problems, IEnumerable<string> targets, string environment) => new(
        Core.ExitCode.InvalidContract,
        $"steps of this phase require systems that are not ready:\n{string.Join('\n', problems)}",
        string.Join("; ", targets.Select(target => $"hyops init {target} --env {environment}")));

    internal static InitException Differs(string path, IReadOnlyCollection<string> fields, string command) => new(
        Core.ExitCode.Refused,
        $"{path}: refused: the credentials there are others than those given now{(fields.Count == 0 ? "" : $", in {string.Join(", ", fields)}")}; they stay as they are",
        $"to replace them: {command} --force");

    internal static InitException BadMarker(string path, string reason) => new(
        Core.ExitCode.InvalidContract, $"{path}: this is no readiness marker: {reason}", $"remove it and run init again: rm {FileModes.ShellQuoted(path)}");
}
