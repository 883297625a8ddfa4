using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Secrets;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.HashiCorpVault;

/// <summary>
/// Requests to one Vault: signs in once, for all; at most so many at once; waits where it is asked to slow down, all together; tries again what
/// failed for a moment. A token that a login gave is revoked at the end.
/// </summary>
/// <param name="access">Which Vault, for whom.</param>
/// <param name="login">How to get a token.</param>
internal sealed class VaultSession(AuthorityAccess access, VaultLogin login) : IAsyncDisposable
{
    private const int Attempts = 6;
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim places = new(Math.Clamp(access.Settings.Parallelism, 1, 128));
    private readonly SemaphoreSlim signingIn = new(1);
    private readonly ProviderConnection connection = new(new ConnectionSettings
    {
        Connections = access.Connections,
        Masker = access.Masker,
        Clock = access.World.Clock,
        Provider = "HashiCorp Vault",
        RunId = access.CorrelationId,
        Limit = RequestLimit,
    });

    private SecretValue? token = login.Token;
    private DateTimeOffset resumeAt = DateTimeOffset.MinValue;

    /// <summary>The time.</summary>
    public DateTimeOffset Now => connection.Now;

    /// <summary>What a Vault said, fit for a message.</summary>
    /// <param name="answer">Its answer.</param>
    public string Said(ProviderAnswer answer) => connection.Said(
        (answer.JsonOrNull as JsonObject)?["errors"] is JsonArray errors ? string.Join("; ", errors.Select(error => error?.ToString().ReplaceLineEndings(" "))) : null);

    /// <summary>Sends a request with the token.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below <c>/v1/</c>, escaped, with its query.</param>
    /// <param name="body">What is sent, made anew for each attempt; null is nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whatever the Vault answers for this path, to be judged; 429 and 5xx only after several attempts.</returns>
    /// <exception cref="AuthorityException">The Vault cannot be used at all.</exception>
    public async Task<ProviderAnswer> SendAsync(HttpMethod method, string path, Func<JsonObject>? body, CancellationToken cancellationToken)
    {
        var used = await SignInAsync(refused: null, cancellationToken).ConfigureAwait(false);
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await TryAsync(method, path, body, used, cancellationToken).ConfigureAwait(false);
            if (answer.Status != 403 || login.Token is not null || !await HasEndedAsync(used, cancellationToken).ConfigureAwait(false))
            {
                return answer;
            }

            // The token's time is over, in a long run: one more login.
            used = await SignInAsync(refused: used, cancellationToken).ConfigureAwait(false);
            return await TryAsync(method, path, body, used, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Revokes the token that a login gave. What fails here ends with the token's own time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (login.Token is null && token is { } own)
        {
            try
            {
                using var request = RequestFor(HttpMethod.Post, "auth/token/revoke-self", null, own);
                await connection.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ProviderException)
            {
                // Nothing depends on it.
            }
        }

        connection.Dispose();
        places.Dispose();
        signingIn.Dispose();
    }

    private async Task<bool> HasEndedAsync(SecretValue used, CancellationToken cancellationToken) =>
        (await TryAsync(HttpMethod.Get, "auth/token/lookup-self", null, used, cancellationToken).ConfigureAwait(false)).Status == 403;

    private async Task<SecretValue> SignInAsync(SecretValue? refused, CancellationToken cancellationToken)
    {
        if (token is { } known && !ReferenceEquals(known, refused))
        {
            return known;
        }

        await signingIn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return token is { } other && !ReferenceEquals(other, refused) ? other : token = await LogInAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            signingIn.Release();
        }
    }

    private async Task<SecretValue> LogInAsync(CancellationToken cancellationToken)
    {
        var answer = await TryAsync(HttpMethod.Post, login.Path, login.Body, null, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            200 when answer.Text("auth", "client_token") is { Length: > 0 } given => SecretValue.From(connection.Secret(given)),
            400 or 401 or 403 => throw new AuthorityException($"HashiCorp Vault {access.Settings.VaultUri} does not accept {login.What}: {Said(answer)}", login.Fix),
            404 => throw new AuthorityException($"HashiCorp Vault {access.Settings.VaultUri} has no login at {login.Path}: {Said(answer)}", "check namespace and mount in secrets.authority: vault auth list"),
            _ => throw VaultWords.Unusable(access.Settings.VaultUri, answer.Status, Said(answer)),
        };
    }

    private async Task<ProviderAnswer> TryAsync(HttpMethod method, string path, Func<JsonObject>? body, SecretValue? with, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await PauseAsync(cancellationToken).ConfigureAwait(false);
            var answer = await OnceAsync(method, path, body, with, cancellationToken).ConfigureAwait(false);
            if (VaultWords.IsSealed(answer))
            {
                throw VaultWords.Sealed(access.Settings.VaultUri);
            }

            var wait = answer.RetryAfter ?? Backoff(attempt);
            if (answer.Status is not (429 or 500 or 502 or 503 or 504) || attempt == Attempts || wait > LongestWait)
            {
                return answer;
            }

            resumeAt = Now + wait;
        }
    }

    private async Task<ProviderAnswer> OnceAsync(HttpMethod method, string path, Func<JsonObject>? body, SecretValue? with, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestFor(method, path, body?.Invoke(), with);
            return await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException unreachable)
        {
            throw new AuthorityException(unreachable.Message, unreachable.NextStep!, unreachable);
        }
    }

    private HttpRequestMessage RequestFor(HttpMethod method, string path, JsonObject? body, SecretValue? with)
    {
        var request = new HttpRequestMessage(method, new Uri($"{access.Settings.VaultUri.ToString().TrimEnd('/')}/v1/{path}")) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Vault-Request", "true");
        request.Headers.Add("X-Request-Id", access.CorrelationId);
        if (access.Settings.Namespace is { Length: > 0 } space)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Namespace", space);
        }

        if (with is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Vault-Token", with.Reveal());
        }

        return request;
    }

    // Who is told to slow down tells the others: a storm of retries is how a throttled service becomes one that is down.
    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (resumeAt - Now is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, access.World.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // 1, 2, 4, 8, 16 s, each up to a quarter longer so that many do not come back at once.
    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds((1000 << (attempt - 1)) * (1 + (RandomNumberGenerator.GetInt32(250) / 1000.0)));
}
