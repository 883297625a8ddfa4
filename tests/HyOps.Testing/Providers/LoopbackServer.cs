using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using HyOps.Testing.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HyOps.Testing.Providers;

/// <summary>
/// An HTTPS server on loopback that stands for providers with real host names: <see cref="Connect"/> leads every connection here, while
/// names, certificates and protocols stay what they are.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private LoopbackServer(WebApplication application) => this.application = application;

    /// <summary>The port, on 127.0.0.1.</summary>
    public int Port => new Uri(application.Urls.First()).Port;

    /// <summary>Its own address.</summary>
    public Uri Address => new($"https://localhost:{Port}");

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>Before each answer: waits, or throws.</summary>
    public Func<SeenRequest, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Answers each request.</param>
    /// <param name="authority">Issues its certificate.</param>
    /// <param name="names">The host names that it stands for.</param>
    public static async Task<LoopbackServer> StartAsync(Func<SeenRequest, Reply> answer, TestCertificateAuthority authority, params IEnumerable<string> names)
    {
        var certificate = authority.Issue(names);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var application = builder.Build();
        var server = new LoopbackServer(application);
        application.Run(context => server.AnswerAsync(context, answer));
        await application.StartAsync();
        return server;
    }

    /// <summary>A handler as the real one is, whose connections all lead to this server.</summary>
    public SocketsHttpHandler Connect() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<SeenRequest, Reply> answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
        var seen = new SeenRequest(
            context.Request.Method, context.Request.Host.Host, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", headers, await reader.ReadToEndAsync(context.RequestAborted));
        Requests.Enqueue(seen);
        await Before(seen, context.RequestAborted);
        var reply = answer(seen);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }
}
