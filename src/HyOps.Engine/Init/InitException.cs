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

    internal static InitException BadMarker(string path, string reason) => new(
        Core.ExitCode.InvalidContract, $"{path}: this is no readiness marker: {reason}", $"remove it and run init again: rm {FileModes.ShellQuoted(path)}");
}
