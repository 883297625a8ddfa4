using HyOps.Core;

namespace HyOps.Engine.Eso;

/// <summary>Manifests that cannot be rendered or checked. Nothing was written.</summary>
public sealed class EsoException : HyOpsException
{
    private EsoException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static EsoException NotDescribed(string environment, string place) => new(
        ExitCode.InvalidContract, $"{place}: {environment} has no secrets.external_secrets", "describe it there: manifests, client_id and, where it differs from the default, store, namespace, service_account (docs/external-secrets.md)");

    internal static EsoException NothingToCheck() => new(
        ExitCode.OperatorError, "no environment of the project has secrets.external_secrets, and no manifests are named", "name them: hyops eso check --manifests DIR");

    internal static EsoException NotOurs(string path) => new(
        ExitCode.Refused, $"{path}: a file that was not rendered is in the place of one that would be", "move it away, or render into another folder with --out");

    internal static EsoException OfAnother(string path, string owner, string environment) => new(
        ExitCode.Refused, $"{path} was rendered for the environment '{owner}', not '{environment}'", "give each environment a folder of its own with --out, and as secrets.external_secrets.manifests");
}
