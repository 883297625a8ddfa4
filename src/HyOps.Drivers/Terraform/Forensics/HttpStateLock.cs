using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>
/// The lock of an <c>http</c> backend (https://developer.hashicorp.com/terraform/language/backend/http). It is asked directly: Terraform shows its
/// own lock info in place of the holder's, and its force-unlock sends no ID, so that it would free whatever lock is there by then.
/// </summary>
/// <param name="backend">Its settings.</param>
/// <param name="environment">What Terraform sees: settings may come as variables.</param>
internal sealed class HttpStateLock(TerraformBackend backend, ChildEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private string info = "";

    /// <summary>Whether the backend's own settings say all that is needed, and its certificate is to be believed; else only Terraform can ask.</summary>
    public bool CanAsk => IsKnown("lock_address") && IsKnown("unlock_address") && IsKnown("username") && IsKnown("password")
        && Value("skip_cert_verification") is not "true" && Value("client_certificate_pem") is null && !backend.Settings.ContainsKey("client_certificate_pem");

    /// <summary>Whether it keeps locks at all.</summary>
    public bool Locks => Value("lock_address") is not null;

    /// <summary>Who holds the lock; null where nobody does. To know, it is taken and given back at once.</summary>
    /// <param name="asker">Who asks, as a lock's <c>Who</c>.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The server cannot be asked, or its answer is none of the protocol.</exception>
    public async Task<StateLock?> HolderAsync(string asker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = new JsonObject
        {
            ["ID"] = Guid.NewGuid().ToString(),
            ["Operation"] = LockText.Looking,
            ["Info"] = "hyops looks who holds the lock",
            ["Who"] = asker,
            ["Created"] = now.ToString("O"),
        }.ToJsonString();
        using var answer = await SendAsync(Value("lock_method") ?? "LOCK", "lock_address", own, cancellationToken);
        info = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            // Taken: whoever cancels now must not leave it taken.
            await FreeAsync(own, CancellationToken.None);
            return null;
        }

        return answer.StatusCode is HttpStatusCode.Locked or HttpStatusCode.Conflict
            ? LockText.OfJson(Encoding.UTF8.GetBytes(info)) ?? new StateLock()
            : throw new HttpRequestException($"the backend answers {(int)answer.StatusCode} when asked for its lock");
    }

    /// <summary>Frees the lock that <see cref="HolderAsync"/> saw last, with its own info: a server that compares IDs refuses where it is another by now.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The server did not.</exception>
    public Task UnlockAsync(CancellationToken cancellationToken) => FreeAsync(info, cancellationToken);

    private async Task FreeAsync(string body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(Value("unlock_method") ?? "UNLOCK", "unlock_address", body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"the backend answers {(int)answer.StatusCode} when asked to free its lock");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string address, string body, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(Value(address), UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
        {
            throw new HttpRequestException($"the backend's {address} is no http or https address");
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(new HttpMethod(method), new UriBuilder(target) { UserName = "", Password = "" }.Uri)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = Credentials(target);
        return await client.SendAsync(request, cancellationToken);
    }

    private AuthenticationHeaderValue? Credentials(Uri address)
    {
        var inAddress = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var user = Value("username") ?? inAddress[0];
        var password = Value("password") ?? inAddress.ElementAtOrDefault(1) ?? "";
        return user.Length == 0 ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    // A setting that is there and no literal (a function's call) is known to Terraform alone.
    private bool IsKnown(string setting) => !backend.Settings.TryGetValue(setting, out var literal) || literal is not null;

    private string? Value(string setting)
    {
        var variable = $"TF_HTTP_{setting.ToUpperInvariant()}";
        return backend.Setting(setting)
            ?? (environment.Secrets.TryGetValue(variable, out var secret) && !secret.IsEmpty ? secret.Reveal() : null)
            ?? (environment.Plain.GetValueOrDefault(variable) is { Length: > 0 } plain ? plain : null);
    }
}
