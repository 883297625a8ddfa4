using System.Security.Authentication;
using HyOps.Core;

namespace HyOps.Engine.Init.Providers;

/// <summary>A provider that cannot be asked, or that does not accept what it was given. No message holds a secret.</summary>
public sealed class ProviderException : HyOpsException
{
    private ProviderException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    /// <summary>Whether the provider said that these credentials are no good, rather than that it cannot be asked.</summary>
    public bool CredentialsRefused => ExitCode is Core.ExitCode.SecretsFailed;

    internal static ProviderException UnknownHost(string provider, Uri address, Exception cause) => new(
        Core.ExitCode.ToolFailed, $"{provider}: the name {address.Host} cannot be resolved", $"check the spelling of the address, and the name server: getent hosts {address.Host}", cause);

    internal static ProviderException Unreachable(string provider, Uri address, string reason, Exception cause) => new(
        Core.ExitCode.ToolFailed, $"{provider}: no connection to {address.Authority}: {reason}", "check address and port, and that a firewall or proxy lets this machine through", cause);

    internal static ProviderException NotTrusted(string provider, Uri address, Exception cause, string? skip) => new(
        Core.ExitCode.ToolFailed,
        $"{provider}: TLS with {address.Authority} failed: {(Innermost<AuthenticationException>(cause) ?? cause).Message}",
        $"let this machine trust its certificate (SSL_CERT_FILE=/path/to/authority.pem), and use the name that the certificate is for{(skip is null ? "" : $"; in a laboratory: {skip}")}",
        cause);

    internal static ProviderException TimedOut(string provider, Uri address, TimeSpan limit) => new(
        Core.ExitCode.ToolFailed, $"{provider}: {address.Authority} did not answer within {limit.TotalSeconds:0.#} s", "check that the address is right and the service is up, then run again");

    internal static ProviderException Redirected(string provider, Uri address, Uri? elsewhere) => new(
        Core.ExitCode.ToolFailed,
        $"{provider}: {address.Authority} redirects to {(elsewhere is null ? "nowhere" : new Uri(address, elsewhere).Authority)}; credentials are not sent after a redirect",
        "write the address that it really has into the config");

    internal static ProviderException Rejected(string provider, string what, string said, string fix) => new(Core.ExitCode.SecretsFailed, $"{provider} does not accept {what}{After(said)}", fix);

    internal static ProviderException Denied(string provider, string what, string said, string fix) => new(Core.ExitCode.SecretsFailed, $"{provider} does not permit {what}{After(said)}", fix);

    internal static ProviderException Wrong(string provider, string what, string fix) => new(Core.ExitCode.InvalidContract, $"{provider}: {what}", fix);

    internal static ProviderException NotNow(string provider, string what, string fix) => new(Core.ExitCode.ToolFailed, $"{provider}: {what}", fix);

    internal static ProviderException Unexpected(string provider, Uri address, int status, string said) => new(
        Core.ExitCode.ToolFailed, $"{provider}: {address.Authority}{address.AbsolutePath} answered {status}{After(said)}", status switch
        {
            429 => "it receives too many requests: wait a minute, then run again",
            >= 500 => "the service has trouble of its own: see its status page, then run again",
            _ => "check that the address is that of its API",
        });

    internal static ProviderException NotUnderstood(string provider, Uri address) => new(
        Core.ExitCode.ToolFailed, $"{provider}: what {address.Authority}{address.AbsolutePath} answered is not what this API answers", "check that the address is that of its API, and that no proxy or login page stands before it");

    private static string After(string said) => said.Length == 0 ? "" : $": {said}";

    private static T? Innermost<T>(Exception exception)
        where T : Exception
    {
        T? found = null;
        for (var at = exception; at is not null; at = at.InnerException)
        {
            found = at as T ?? found;
        }

        return found;
    }
}
