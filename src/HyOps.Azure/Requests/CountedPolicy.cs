using Azure.Core;
using Azure.Core.Pipeline;

namespace HyOps.Azure.Requests;

/// <summary>Counts the tries that came to nothing: no answer, 429, or a failure of the server. Stands right before the network, and sees each of them.</summary>
/// <param name="attempts">Counts.</param>
internal sealed class CountedPolicy(Attempts attempts) : AsyncPolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        attempts.Asked();
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        if (message.Response.Status is not (429 or >= 500))
        {
            attempts.Answered();
        }
    }
}
