using Azure.Core;
using Azure.Core.Pipeline;

namespace HyOps.Azure.Requests;

/// <summary>Stands right before the network, so that the SDK's own second tries (after a challenge) are counted too.</summary>
internal sealed class GovernedPolicy(Governor governor, VaultContact contact) : AsyncPolicy
{
    private const int TooManyRequests = 429;
    private const int Unauthorized = 401;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using (await governor.EnterAsync(message.CancellationToken).ConfigureAwait(false))
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }

        var status = message.Response.Status;
        contact.Answered(message.Response.Headers.Date, accepted: status is not Unauthorized);
        if (status == TooManyRequests)
        {
            governor.Throttled(RetryAfter.Of(message.Response, contact.Now));
        }
        else
        {
            governor.Answered();
        }
    }
}
