using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// The way to a provider's API: HTTPS, no redirects, a time limit for each request, and the run's id in the user agent. What goes wrong on
/// the way is told with its fix; what the provider answers is for the target to judge.
/// </summary>
internal sealed class ProviderConnection : IDisposable
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private const int LongestSaid = 300;
    private readonly ConnectionSettings settings;
    private readonly HttpClient client;

    /// <summary>Opens it; nothing is sent yet.</summary>
    /// <param name="settings">Whereto, for whom, and within which limits.</param>
    public ProviderConnection(ConnectionSettings settings)
    {
        this.settings = settings;
        var handler = settings.Connections();
        if (settings.SkipTls && handler is SocketsHttpHandler sockets)
        {
#pragma warning disable CA5359 // The operator asked for it, for this target alone, and was warned.
            sockets.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"hyops ({settings.RunId})");
    }

    /// <summary>The time, for what is signed.</summary>
    public DateTimeOffset Now => settings.Clock.GetUtcNow();

    /// <summary>GETs with an authorization.</summary>
    /// <param name="address">What to get.</param>
    /// <param name="scheme">The authorization's scheme: <c>Bearer</c>.</param>
    /// <param name="credentials">What follows it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ProviderAnswer> GetAsync(Uri address, string scheme, string credentials, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme}{(scheme.EndsWith('=') ? "" : " ")}{credentials}");
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>POSTs a form.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="fields">The form's fields.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ProviderAnswer> PostFormAsync(Uri address, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">No answer came, or one that leads elsewhere.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        }

        using var timer = new CancellationTokenSource(settings.Limit, settings.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return (int)response.StatusCode is >= 300 and < 400
                ? throw ProviderException.Redirected(settings.Provider, address, response.Headers.Location)
                : new ProviderAnswer(settings.Provider, address, (int)response.StatusCode, body)
                {
                    RetryAfter = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - Now) : null,
                };
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw ProviderException.TimedOut(settings.Provider, address, settings.Limit);
        }
        catch (HttpRequestException failure)
        {
            throw Explain(address, failure);
        }
    }

    /// <summary>A secret that the provider gave: it is masked from now on.</summary>
    /// <param name="text">The secret.</param>
    public string Secret(string text)
    {
        settings.Masker.Register([SecretValue.From(text)]);
        return text;
    }

    /// <summary>What a provider said, fit for a message: masked, one line, not endless.</summary>
    /// <param name="text">Its words; null is none.</param>
    public string Said(string? text)
    {
        var line = settings.Masker.Mask(text ?? "").Split('\n')[0].Trim().TrimEnd('.');
        return line.Length <= LongestSaid ? line : line[..LongestSaid] + "…";
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private ProviderException Explain(Uri address, HttpRequestException failure)
    {
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return ProviderException.UnknownHost(settings.Provider, address, failure);
                case SocketException socket:
                    return ProviderException.Unreachable(settings.Provider, address, socket.Message, failure);
                case AuthenticationException:
                    return ProviderException.NotTrusted(settings.Provider, address, failure, settings.SkipHint);
            }
        }

        return failure.HttpRequestError is HttpRequestError.SecureConnectionError
            ? ProviderException.NotTrusted(settings.Provider, address, failure, settings.SkipHint)
            : ProviderException.Unreachable(settings.Provider, address, failure.Message, failure);
    }
}
