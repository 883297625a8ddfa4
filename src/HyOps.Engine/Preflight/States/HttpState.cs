using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;
using HyOps.Drivers.Terraform;

namespace HyOps.Engine.Preflight.States;

/// <summary>A state behind Terraform's <c>http</c> backend (https://developer.hashicorp.com/terraform/language/backend/http): asked for, not read, not locked.</summary>
/// <param name="backend">Its settings.</param>
/// <param name="given">What the module's run would be given.</param>
/// <param name="connections">Opens connections.</param>
internal sealed class HttpState(TerraformBackend backend, SecretBundle given, Func<HttpMessageHandler> connections)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<StateSeen> LookAsync(CancellationToken cancellationToken)
    {
        if ((backend.Setting("address") ?? Given("TF_HTTP_ADDRESS")) is not { } text)
        {
            return StateSeen.NotLookedAt("the http backend's address is no literal of the stack, and the run is given no TF_HTTP_ADDRESS");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return StateSeen.Unreachable("the http backend's address is no http or https address", "correct address in the stack's backend block");
        }

        var shown = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        try
        {
            return await AskAsync(address, shown, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = failure is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : failure.Message;
            return StateSeen.Unreachable($"{shown} cannot be reached: {why}", $"start it, or correct the address; this shows the same: curl -sI {address.GetLeftPart(UriPartial.Authority)}");
        }
    }

    private async Task<StateSeen> AskAsync(Uri address, string shown, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(connections()) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        request.Headers.Authorization = Credentials(address);
        // The body is the state, with all its secrets: it is not read.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var seen = $"{shown} answers {(int)response.StatusCode}";
        return response.StatusCode switch
        {
            HttpStatusCode.Locked => new StateSeen(CheckResult.Ok(seen), CheckResult.Failed($"{seen}: the state is locked", "wait for the run that holds it")),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => StateSeen.Unreachable(seen, "put TF_HTTP_USERNAME and TF_HTTP_PASSWORD into the module's required_env, and set both to what the server takes"),
            HttpStatusCode.NotFound => Reached($"{seen}: no state yet"),
            var status when (int)status < 400 => Reached(seen),
            _ => StateSeen.Unreachable(seen, "look into the server's log"),
        };
    }

    private StateSeen Reached(string seen) => backend.Settings.ContainsKey("lock_address") || given.Holds(SecretName.Parse("TF_HTTP_LOCK_ADDRESS"))
        ? StateSeen.LockUnknown(seen, "an http backend's lock is only seen by taking it")
        : new StateSeen(CheckResult.Ok(seen), CheckResult.Warning("the http backend has no lock_address, so nothing keeps two runs apart", "set lock_address and unlock_address in the stack's backend block"));

    private AuthenticationHeaderValue? Credentials(Uri address)
    {
        var inAddress = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var user = backend.Setting("username") ?? Given("TF_HTTP_USERNAME") ?? inAddress[0];
        var password = backend.Setting("password") ?? Given("TF_HTTP_PASSWORD") ?? inAddress.ElementAtOrDefault(1) ?? "";
        return user.Length == 0 ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    private string? Given(string key) => given.TryGet(SecretName.Parse(key), out var value) && !value.IsEmpty ? value.Reveal() : null;
}
