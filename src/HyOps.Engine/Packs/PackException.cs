using HyOps.Core;

namespace HyOps.Engine.Packs;

/// <summary>A pack cannot be made.</summary>
public sealed class PackException : HyOpsException
{
    private PackException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static PackException NoBundle(string path, string environment) =>
        new(ExitCode.SecretsFailed, $"there is no bundle at {path}, and a recovery takes everything from it", $"hyops secrets ensure --env {environment}, or akv-sync");

    internal static PackException NoRuntime(string root) =>
        new(ExitCode.DependencyMissing, $"{root} is no .NET that can be packed: it lacks dotnet or host/fxr", "run the hyops that was installed with .NET's own packages, or say --without-runtime");

    internal static PackException NoRecovery(string environment) =>
        new(ExitCode.OperatorError, $"'{environment}' has no phase dr: there is nothing to pack", "describe phases.dr in its environment.yml");

    internal static PackException HoldsSecret(string path, IEnumerable<string> found) =>
        new(ExitCode.SecretsFailed, $"{path} holds a secret of the bundle in plain text ({string.Join(", ", found)}); nothing was written", "remove it there, rotate it, and pack again");
}
