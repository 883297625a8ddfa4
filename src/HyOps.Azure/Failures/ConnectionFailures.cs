using System.Net.Sockets;
using System.Security.Authentication;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;

namespace HyOps.Azure.Failures;

/// <summary>A server that was not reached, or is not who it should be.</summary>
internal static class ConnectionFailures
{
    /// <summary>Null where the exception is about something else.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="place">The server, as people call it: <c>Azure Key Vault https://…</c>.</param>
    /// <param name="address">Its address.</param>
    /// <param name="source">Where the address stands.</param>
    /// <param name="attempts">The tries that came to nothing, where they are counted.</param>
    public static AuthorityException? Of(Exception exception, string place, Uri address, string source, Attempts? attempts = null)
    {
        var chain = Chain(exception).ToList();
        var (what, fix) = chain.OfType<HttpRequestException>().FirstOrDefault() is { } failed ? Why(failed, chain, address, source)
            : chain.OfType<AuthenticationException>().Any() ? Untrusted(chain, address, source)
            : chain.Any(one => one is OperationCanceledException or TimeoutException) ? ("it did not answer in time", $"see whether a firewall or proxy swallows connections to {address.Authority}, and https://status.azure.com")
            : chain.Any(one => one is IOException or SocketException) ? ("the connection was lost", $"run it again; see whether a proxy or firewall cuts connections to {address.Authority}")
            : ("", "");
        return what.Length == 0 ? null : new AuthorityException($"{place} cannot be reached: {what}{attempts}", fix, exception);
    }

    private static (string What, string Fix) Why(HttpRequestException failed, List<Exception> chain, Uri address, string source) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => (
            $"the name {address.Host} is not known (DNS)",
            $"check the address in {source}, and the name: getent hosts {address.Host}; the name of a vault with a private endpoint is known in its own network alone"),
        HttpRequestError.SecureConnectionError => Untrusted(chain, address, source),
        HttpRequestError.ProxyTunnelError => ("the proxy refused the connection", $"check HTTPS_PROXY, or name {address.Host} in NO_PROXY"),
        HttpRequestError.ConnectionError when chain.OfType<SocketException>().Any(socket => socket.SocketErrorCode is SocketError.ConnectionRefused) => (
            $"{address.Host} refuses connections on port {address.Port}", $"check host and port in {source}, and whether a firewall stands between"),
        _ => ("the connection failed", $"check the network to {address.Authority}: curl -sv {address.GetLeftPart(UriPartial.Authority)}"),
    };

    // .NET tells the reason by the names of its flags in the message (X509ChainStatusFlags, SslPolicyErrors), and nowhere else.
    private static (string What, string Fix) Untrusted(List<Exception> chain, Uri address, string source)
    {
        var texts = string.Join(' ', chain.OfType<AuthenticationException>().Select(one => one.Message));
        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (texts.Contains(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        return Says("RemoteCertificateNameMismatch") ? ($"its TLS certificate is not for {address.Host}", $"write the name that the certificate has in {source}; do not go on if you do not know whose certificate it is")
            : Says("NotTimeValid") ? ("its TLS certificate has expired or is not valid yet", "check this machine's clock (date -u); if it is right, the certificate must be renewed")
            : Says("UntrustedRoot", "PartialChain", "NotSignatureValid") ? ("its TLS certificate comes from an authority that this machine does not trust", "if that authority is yours (a company's proxy), name its certificate: export SSL_CERT_FILE=<file.pem>; otherwise do not go on")
            : Says("Revoked") ? ("its TLS certificate is revoked", "do not go on; ask who runs the vault")
            : ("no secure connection can be made (TLS)", $"look at what it offers: openssl s_client -connect {address.Host}:{address.Port} -servername {address.Host}");
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }
}
