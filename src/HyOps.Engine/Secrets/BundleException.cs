using HyOps.Core;
using HyOps.Core.Problems;
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

    internal static BundleException NotMapped(string map, IReadOnlyList<SecretName> keys, IReadOnlyList<SecretName> mapped) =>
        new(ExitCode.OperatorError, $"{map} has no row in this scope for {string.Join(", ", keys)}", AskOr(keys, mapped, "add the row scope,ENV_KEY,SECRET_NAME, or leave the key out"));

    internal static BundleException NotSet(string path, IReadOnlyList<SecretName> keys, IReadOnlyList<SecretName> present, string environment) =>
        new(ExitCode.OperatorError, $"{path}: no such key: {string.Join(", ", keys)}; nothing was changed", AskOr(keys, present, $"this lists them: hyops secrets keys --env {environment}"));

    internal static BundleException Reserved(SecretName key) => key.Value.StartsWith("HYOPS_", StringComparison.Ordinal)
        ? new(ExitCode.OperatorError, $"{key}: may not be in a bundle: HYOPS_* are settings of hyops itself, which it needs before it can open one", $"export {key} in the shell or the pipeline that calls hyops")
        : new(ExitCode.OperatorError, $"{key}: may not be in a bundle: it would change how programs load or run", $"give it another name; or, where it must be, allow it in environment.yml: secrets: {{ allow_reserved: [{key}] }}");

    internal static BundleException Operator(string message, string nextStep) => new(ExitCode.OperatorError, message, nextStep);

    private static string AskOr(IReadOnlyList<SecretName> keys, IReadOnlyList<SecretName> known, string otherwise)
    {
        var meant = keys.Select(key => Suggestion.For(key.Value, known.Select(one => one.Value))).OfType<string>().ToList();
        return meant.Count > 0 ? $"did you mean {string.Join(", ", meant)}?" : otherwise;
    }
}
