using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HyOps.Testing.KeyVault;

/// <summary>
/// The instance metadata service of an Azure machine, on loopback and without TLS as the real one
/// (https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token): it gives tokens of the tenant
/// of a <see cref="KeyVaultServer"/>. <see cref="Connect"/> leads 169.254.169.254 here.
/// </summary>
public sealed class MachineIdentityServer : IAsyncDisposable
{
    /// <summary>Where every Azure machine has it.</summary>
    public const string Host = "169.254.169.254";

    private readonly KeyVaultServer vault;
    private readonly WebApplication application;
    private int port;

    private MachineIdentityServer(KeyVaultServer vault)
    {
        this.vault = vault;
        Requests = new RequestLog(vault.Options.Clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(HandleAsync);
    }

    /// <summary>Whether the machine has an identity of its own.</summary>
    public bool HasSystemAssigned { get; set; }

    /// <summary>The client ids of the identities that it was assigned.</summary>
    public HashSet<string> UserAssigned { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What it was asked.</summary>
    public RequestLog Requests { get; }

    /// <summary>Starts one.</summary>
    /// <param name="vault">Whose tenant's tokens it gives.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<MachineIdentityServer> StartAsync(KeyVaultServer vault, CancellationToken cancellationToken = default)
    {
        var server = new MachineIdentityServer(vault);
        await server.application.StartAsync(cancellationToken);
        server.port = new Uri(server.application.Urls.First()).Port;
        return server;
    }

    /// <summary>A handler as the real one is, on this machine: only connections to <see cref="Host"/> lead here.</summary>
    public SocketsHttpHandler Connect() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint is { Host: Host, Port: 80 } ? new DnsEndPoint("127.0.0.1", port) : context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var request = Requests.Begin(context);
        await Answer(context.Request).WriteAsync(context.Response, context.RequestAborted);
    }

    private Answer Answer(HttpRequest request)
    {
        var client = request.Query["client_id"].ToString();
        return request.Path != "/metadata/identity/oauth2/token" ? Error(404, "not_found", "There is nothing at this address.")
            : request.Headers["Metadata"] != "true" ? Error(400, "bad_request_102", "Required metadata header not specified")
            : request.Query["resource"] != vault.Options.Resource ? Error(400, "invalid_resource", "AADSTS500011: The resource principal was not found in the tenant.")
            : client.Length == 0 ? HasSystemAssigned ? Given() : Error(400, "invalid_request", "Identity not found")
            : UserAssigned.Contains(client) ? Given() : Error(400, "invalid_request", "Identity not found");
    }

    // All values are texts, as the real one writes them.
    private Answer Given() => new(200, new JsonObject
    {
        ["access_token"] = vault.Directory.GiveToken(),
        ["expires_in"] = ((int)vault.Options.TokenLifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        ["expires_on"] = (vault.Options.Clock.GetUtcNow() + vault.Options.TokenLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["resource"] = vault.Options.Resource,
        ["token_type"] = "Bearer",
    });

    private static Answer Error(int status, string error, string description) => new(status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
