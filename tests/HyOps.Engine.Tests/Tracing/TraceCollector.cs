using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HyOps.Engine.Tests.Tracing;

/// <summary>An OTLP collector on loopback that reads what arrives, with a decoder of its own.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication application;

    private TraceCollector(WebApplication application) => this.application = application;

    /// <summary>Its base address.</summary>
    public string Address => application.Urls.First();

    /// <summary>What arrived: path, headers, body.</summary>
    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)> Requests { get; } = new();

    public static async Task<TraceCollector> StartAsync(int status = 200, bool answers = true)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new TraceCollector(builder.Build());
        collector.application.Run(async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            collector.Requests.Enqueue((context.Request.Path.Value ?? "", context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray()));
            if (!answers)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            context.Response.StatusCode = status;
        });
        await collector.application.StartAsync();
        return collector;
    }

    /// <summary>The spans of the one request that arrived, and the resource's attributes.</summary>
    public (IReadOnlyList<SeenSpan> Spans, IReadOnlyDictionary<string, object> Resource) Single()
    {
        var (path, headers, body) = Requests.Single();
        Assert.Equal(("/v1/traces", "application/x-protobuf"), (path, headers["content-type"]));
        var resourceSpans = ProtobufMessage.Read(body).Messages(1).Single();
        var resource = Attributes(resourceSpans.Messages(1).Single(), 1);
        return ([.. resourceSpans.Messages(2).Single().Messages(2).Select(Of)], resource);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static SeenSpan Of(ProtobufMessage span) => new(
        Convert.ToHexStringLower(span.Bytes(1)!),
        Convert.ToHexStringLower(span.Bytes(2)!),
        span.Bytes(4) is { } parent ? Convert.ToHexStringLower(parent) : null,
        span.Text(5)!,
        DateTimeOffset.UnixEpoch.AddTicks((long)(span.Number(7)!.Value / 100)),
        DateTimeOffset.UnixEpoch.AddTicks((long)(span.Number(8)!.Value / 100)),
        Attributes(span, 9),
        span.Messages(15).SingleOrDefault() is { } status && status.Number(3) == 2 ? status.Text(2) : null);

    private static Dictionary<string, object> Attributes(ProtobufMessage message, int field) => message.Messages(field).ToDictionary(
        pair => pair.Text(1)!, pair => pair.Messages(2).Single() is var value && value.Number(3) is { } number ? (object)(long)number : value.Text(1)!);
}

/// <summary>A span that arrived.</summary>
internal sealed record SeenSpan(
    string TraceId, string Id, string? ParentId, string Name, DateTimeOffset Start, DateTimeOffset End, IReadOnlyDictionary<string, object> Attributes, string? Error);
