using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>A rotation that cannot begin or go on. What it had done is in its state; no value is shown.</summary>
public sealed class RotationException : HyOpsException
{
    private RotationException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    internal static RotationException NoKeys() => new(ExitCode.OperatorError, "no key to rotate", "name the keys: hyops secrets rotate KEY… --env NAME");

    internal static RotationException NothingOpen(string environment) => new(
        ExitCode.OperatorError, $"no rotation of {environment} is open", $"begin one: hyops secrets rotate KEY --env {environment} --plan");

    internal static RotationException NoAuthority(EnvironmentDefinition environment) => new(
        ExitCode.InvalidContract, $"{environment.Location}: {environment.Name} has no secrets.authority, and secrets are rotated at their source",
        $"describe it there; without one, generate anew in the bundle: hyops secrets ensure --force --env {environment.Name} KEY");

    internal static RotationException NoReason() => new(
        ExitCode.OperatorError, "--disable-unverified needs a reason for the record", "add --reason TEXT: why the consumers that were not verified may lose the old version");

    internal static RotationException Running(string directory) => new(
        ExitCode.Refused, $"another rotation runs on this environment ({directory})", "wait for its end; the lock frees itself when that process ends, there is nothing to delete");

    internal static RotationException Unreadable(string path, Exception? cause) => new(
        ExitCode.InvalidContract, $"{path}: the state of a rotation cannot be read", "restore the file; without it, compare the secret's versions in the authority by hand, then remove the file", cause);

    /// <summary>Everything that stands against a rotation, before anything changed.</summary>
    internal static RotationException Impossible(string environment, IReadOnlyCollection<RotationObstacle> obstacles) => new(
        obstacles.All(obstacle => obstacle.IsOperators) ? ExitCode.OperatorError : ExitCode.SecretsFailed,
        $"the rotation on {environment} cannot be finished, so nothing was changed: {string.Join("; ", obstacles.Select(obstacle => $"{obstacle.Key}: {obstacle.Message}"))}",
        string.Join("; ", obstacles.Select(obstacle => obstacle.Fix).Distinct()));

    internal static RotationException InShell(IReadOnlyCollection<SecretName> keys) => new(
        ExitCode.Refused, $"the shell holds {string.Join(", ", keys)} with a value that will not be the new one, so nothing was changed", $"unset {string.Join(' ', keys)}");

    internal static RotationException Vanished(SecretName key, string secret, string version) => new(
        ExitCode.SecretsFailed, $"{key}: the new version {version} of {secret} cannot be read any more", "see who disabled or deleted it; enable it again, then: hyops secrets rotate --resume");
}

/// <summary>Something that stands against the rotation of a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Message">What, in words that follow the key.</param>
/// <param name="Fix">What to do.</param>
/// <param name="IsOperators">Whether the command line is at fault.</param>
public sealed record RotationObstacle(SecretName Key, string Message, string Fix, bool IsOperators = false);
