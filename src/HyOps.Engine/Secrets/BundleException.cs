using HyOps.Core;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>A verb on secrets that cannot be done. Nothing was changed; no value is shown.</summary>
public sealed class BundleException : HyOpsException
{
    private BundleException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static BundleException Missing(string path, string environment) =>
        new(ExitCode.SecretsFailed, $"{path}: there is no bundle yet", $"create it with its first secrets: hyops secrets ensure --env {environment} KEY…, or: hyops secrets set --env {environment} KEY=VALUE");

    internal static BundleException MissingKeys(string path, IEnumerable<SecretName> keys, string environment) =>
        new(ExitCode.SecretsFailed, $"{path}: not set or empty: {string.Join(", ", keys)}", $"hyops secrets ensure --env {environment} {string.Join(' ', keys)}; or: hyops secrets set --env {environment} KEY=VALUE");

    internal static BundleException Operator(string message, string nextStep) => new(ExitCode.OperatorError, message, nextStep);
}
