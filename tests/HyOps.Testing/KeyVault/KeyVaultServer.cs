using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HyOps.Testing.KeyVault;

/// <summary>
/// A server on loopback that speaks the secrets part of the Key Vault REST protocol over TLS
/// (https://learn.microsoft.com/rest/api/keyvault/secrets), with the token endpoint of its tenant beside it. Clients are the real SDK.
/// </summary>
public sealed class KeyVaultServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private int connections;

    private KeyVaultServer(KeyVaultServerOptions options)
    {
        Options = options;
        Directory = new EntraDirectory(options);
        Secrets = new SecretStore(options.Clock);
        Requests = new RequestLog(options.Clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Use(Count);
                listen.UseHttps(options.Certificate);
            }));
        application = builder.Build();
        application.Run(HandleAsync);
    }

    /// <summary>What it was started with.</summary>
    public KeyVaultServerOptions Options { get; }

    /// <summary>The vault's address, <c>https://localhost:PORT/</c>; the authority host of its token endpoint is the same.</summary>
    public Uri Address { get; private set; } = new("https://localhost/");

    /// <summary>Who may sign in.</summary>
    public EntraDirectory Directory { get; }

    /// <summary>The secrets.</summary>
    public SecretStore Secrets { get; }

    /// <summary>How often somebody connected, whatever became of it: a handshake that fails counts, too.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>What was asked so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>What goes wrong; may be changed at any time.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Starts one.</summary>
    /// <param name="options">What it is.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<KeyVaultServer> StartAsync(KeyVaultServerOptions options, CancellationToken cancellationToken = default)
    {
        var server = new KeyVaultServer(options);
        try
        {
            await server.application.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        var address = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri($"https://localhost:{new Uri(address).Port}/");
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private ConnectionDelegate Count(ConnectionDelegate next) => connection =>
    {
        Interlocked.Increment(ref connections);
        return next(connection);
    };

    private async Task HandleAsync(HttpContext context)
    {
        using var request = Requests.Begin(context);
        await Task.Delay(Faults.Latency, context.RequestAborted);
        context.Response.Headers.Date = (Options.Clock.GetUtcNow() + Faults.ClockAhead).ToString("R", CultureInfo.InvariantCulture);
        var answer = await AnswerAsync(context.Request);
        await Task.Delay(context.Request.Method == HttpMethods.Put ? Faults.HeldWrites : TimeSpan.Zero, context.RequestAborted);
        await answer.WriteAsync(context.Response, context.RequestAborted);
    }

    private async Task<Answer> AnswerAsync(HttpRequest request)
    {
        var segments = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["secrets" or "deletedsecrets", ..] => await new VaultRequest(this, request, segments).AnswerAsync(),
            [var tenant, "oauth2", "v2.0", "token"] => await new TokenEndpoint(this).AnswerAsync(tenant, request),
            [var tenant, "v2.0", ".well-known", "openid-configuration"] => new TokenEndpoint(this).Describe(tenant),
            ["common", "discovery", "instance"] => new TokenEndpoint(this).DescribeInstances(),
            _ => Answer.Error(404, "NotFound", "There is nothing at this address."),
        };
    }
}
