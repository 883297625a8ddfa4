using Azure.Core;
using Azure.Core.Pipeline;

namespace HyOps.Azure.Requests;

/// <summary>The User-Agent, which Key Vault logs as clientInfo, starts with the run's id in full. The SDK's own place for it takes 24 characters.</summary>
internal sealed class RunInUserAgent(string correlationId) : AsyncPolicy
{
    private const string UserAgent = "User-Agent";

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        // Again on every try: the first one has left its mark already.
        if (message.Request.Headers.TryGetValue(UserAgent, out var agent) && !agent.StartsWith(correlationId, StringComparison.Ordinal))
        {
            message.Request.Headers.SetValue(UserAgent, $"{correlationId} {agent}");
        }

        return ProcessNextAsync(message, pipeline);
    }
}
