namespace HyOps.Engine.Tracing;

/// <summary>
/// <c>ExportTraceServiceRequest</c> of OTLP 1 (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request), whose field numbers are in
/// https://github.com/open-telemetry/opentelemetry-proto, trace/v1/trace.proto.
/// </summary>
internal static class OtlpMessage
{
    private const long Internal = 1;
    private const long Error = 2;

    /// <summary>The message's bytes.</summary>
    /// <param name="traceId">32 hex digits.</param>
    /// <param name="resource">Who sends: <c>service.name</c> and more.</param>
    /// <param name="version">Our version.</param>
    /// <param name="spans">The spans.</param>
    public static byte[] Of(string traceId, IEnumerable<KeyValuePair<string, object>> resource, string version, IEnumerable<Span> spans)
    {
        var message = new ProtobufWriter();
        message.Write(1, resourceSpans =>
        {
            resourceSpans.Write(1, sender => WriteAttributes(sender, 1, resource));
            resourceSpans.Write(2, scopeSpans =>
            {
                scopeSpans.Write(1, scope =>
                {
                    scope.Write(1, "hyops");
                    scope.Write(2, version);
                });
                foreach (var span in spans)
                {
                    scopeSpans.Write(2, content => WriteSpan(content, traceId, span));
                }
            });
        });
        return message.ToArray();
    }

    private static void WriteSpan(ProtobufWriter writer, string traceId, Span span)
    {
        writer.Write(1, Convert.FromHexString(traceId));
        writer.Write(2, Convert.FromHexString(span.Id));
        if (span.ParentId is not null)
        {
            writer.Write(4, Convert.FromHexString(span.ParentId));
        }

        writer.Write(5, span.Name);
        writer.Write(6, Internal);
        writer.WriteFixed(7, Nanoseconds(span.Start));
        writer.WriteFixed(8, Nanoseconds(span.End));
        WriteAttributes(writer, 9, span.Attributes);
        if (span.Error is not null)
        {
            writer.Write(15, status =>
            {
                status.Write(2, span.Error);
                status.Write(3, Error);
            });
        }
    }

    private static void WriteAttributes(ProtobufWriter writer, int field, IEnumerable<KeyValuePair<string, object>> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            writer.Write(field, pair =>
            {
                pair.Write(1, name);
                pair.Write(2, any =>
                {
                    if (value is long number)
                    {
                        any.Write(3, number);
                    }
                    else
                    {
                        any.Write(1, (string)value);
                    }
                });
            });
        }
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
