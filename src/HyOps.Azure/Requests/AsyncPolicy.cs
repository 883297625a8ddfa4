using Azure.Core;
using Azure.Core.Pipeline;

namespace HyOps.Azure.Requests;

/// <summary>A policy of a pipeline whose clients only ever wait asynchronously.</summary>
internal abstract class AsyncPolicy : HttpPipelinePolicy
{
    public sealed override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("only asynchronous calls are made");
}
