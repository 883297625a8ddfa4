using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HyOps.Azure.Requests;

/// <summary>
/// Tries again what may go better the next time. The SDK gives up after three tries within seconds; Key Vault asks for 1-2-4-8-16 s
/// (https://learn.microsoft.com/azure/key-vault/general/overview-throttling), and for what it says in Retry-After where it says so.
/// </summary>
/// <param name="contact">Whether the server has ever answered.</param>
/// <param name="clock">The clock that waits are measured by.</param>
internal sealed class PatientRetryPolicy(VaultContact contact, TimeProvider clock) : AsyncPolicy
{
    /// <summary>The most that a server may ask to wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private const int TooManyRequests = 429;
    private const int Unavailable = 503;

    // What a machine's endpoint for identities says for up to 70 s while it is updated; Key Vault does not say it.
    private const int Updating = 410;
    private static readonly TimeSpan[] Waits = [.. new[] { 1, 2, 4, 8, 16 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    // Throttling passes: about two minutes. What fails in other ways for half a minute will go on failing.
    private const int TriesWhenThrottled = 10;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        for (var tried = 0; ; tried++)
        {
            Exception? lost = null;
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsLost(message, exception))
            {
                lost = exception;
            }

            var wait = lost is null ? WaitFor(message, tried) : WaitForConnection(message, tried);
            if (wait is null && lost is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(lost);
            }

            if (wait is not { } time)
            {
                return;
            }

            if (lost is null)
            {
                message.Response.Dispose();
            }

            await Task.Delay(time, clock, message.CancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsLost(HttpMessage message, Exception exception) =>
        exception is RequestFailedException { Status: 0 } or IOException
        || (exception is OperationCanceledException && !message.CancellationToken.IsCancellationRequested);

    private TimeSpan? WaitFor(HttpMessage message, int tried)
    {
        var status = message.Response.Status;
        var again = status is TooManyRequests ? tried < TriesWhenThrottled
            : (status is Unavailable or Updating || (IsRepeatable(message) && status is 408 or 500 or 502 or 504)) && tried < Waits.Length;
        return !again ? null
            : RetryAfter.Of(message.Response, contact.Now) is { } asked ? asked > LongestWait ? null : Jittered(asked)
            : Backoff(tried);
    }

    private TimeSpan? WaitForConnection(HttpMessage message, int tried) =>
        contact.HasAnswered && IsRepeatable(message) && tried < Waits.Length ? Backoff(tried) : null;

    // A PUT whose answer was lost may have made a version; a second one would make another.
    private static bool IsRepeatable(HttpMessage message) => message.Request.Method != RequestMethod.Put;

    private static TimeSpan Backoff(int tried) => Jittered(Waits[Math.Min(tried, Waits.Length - 1)]);

    // Later, never earlier: those that were refused together do not come back together.
    private static TimeSpan Jittered(TimeSpan time) => time * (1 + (RandomNumberGenerator.GetInt32(250) / 1000.0));
}
