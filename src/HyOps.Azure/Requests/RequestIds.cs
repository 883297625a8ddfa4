using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using HyOps.Core.Runs;

namespace HyOps.Azure.Requests;

/// <summary>
/// Gives every request an id that tells its run. Azure's guidelines want a GUID in x-ms-client-request-id, and Key Vault logs it as correlationId;
/// so the id is a GUID of version 8 (RFC 9562: the digits are ours) that reads as the run id does:
/// <c>bootstrap-20261122T044117Z-1a2b3c4d</c> asks with <c>20261122-0441-8170-8000-1a2b3c4d0001</c>, <c>…0002</c> and so on. A second try keeps its id.
/// </summary>
internal sealed class RequestIds(string correlationId) : AsyncPolicy
{
    private readonly string prefix = Prefix(correlationId);
    private int count;

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        message.Request.ClientRequestId = Next();
        return ProcessNextAsync(message, pipeline);
    }

    /// <summary>The next id. After 65,536 of them they repeat: by then the time of the request tells them apart.</summary>
    public string Next() => prefix + ((ushort)Interlocked.Increment(ref count)).ToString("x4", CultureInfo.InvariantCulture);

    private static string Prefix(string correlationId)
    {
        if (RunId.TryParse(correlationId, out var run))
        {
            var stamp = run.Stamp;
            return $"{stamp[..8]}-{stamp[9..13]}-8{stamp[13..15]}0-8000-{correlationId[^8..]}";
        }

        // Not a run's id: its digest, so that it can at least be recognised.
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(correlationId)));
        return $"{hex[..8]}-{hex[8..12]}-8{hex[12..15]}-8000-{hex[15..23]}";
    }
}
