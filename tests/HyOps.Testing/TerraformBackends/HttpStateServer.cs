using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HyOps.Testing.TerraformBackends;

/// <summary>
/// The server's side of Terraform's <c>http</c> backend, on loopback: https://developer.hashicorp.com/terraform/language/backend/http.
/// Every path below <c>/</c> is a state with a lock of its own. It can be slow to unlock and can refuse to write.
/// </summary>
public sealed class HttpStateServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, StoredState> states = new(StringComparer.Ordinal);

    private HttpStateServer(WebApplication application) => this.application = application;

    /// <summary>How long an unlock takes. A client that leaves before has not unlocked.</summary>
    public TimeSpan UnlockDelay { get; set; }

    /// <summary>How long a write takes. A client that leaves before has not written.</summary>
    public TimeSpan WriteDelay { get; set; }

    /// <summary>Judges each write before it is done: a status refuses it, null lets it pass. Terraform tries a 5xx again.</summary>
    public Func<StateRequest, int?> RefuseWrite { get; set; } = static _ => null;

    /// <summary>Judges each reading as <see cref="RefuseWrite"/> does each write.</summary>
    public Func<StateRequest, int?> RefuseRead { get; set; } = static _ => null;

    /// <summary>Judges each unlock as <see cref="RefuseWrite"/> does each write.</summary>
    public Func<StateRequest, int?> RefuseUnlock { get; set; } = static _ => null;

    /// <summary>What was asked and answered, in the order of the answers.</summary>
    public ConcurrentQueue<StateRequest> Requests { get; } = new();

    /// <summary>Starts one.</summary>
    public static async Task<HttpStateServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var server = new HttpStateServer(application);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>A state's address: <c>address</c>, <c>lock_address</c> and <c>unlock_address</c> of the backend.</summary>
    /// <param name="state">Its name.</param>
    public Uri Address(string state) => new(new Uri(application.Urls.First()), state);

    /// <summary>The backend's block of Terraform.</summary>
    /// <param name="state">The state's name.</param>
    public string Backend(string state) => $$"""
        terraform {
          backend "http" {
            address        = "{{Address(state)}}"
            lock_address   = "{{Address(state)}}"
            unlock_address = "{{Address(state)}}"
            retry_wait_min = 1
            retry_wait_max = 1
          }
        }
        """;

    /// <summary>A state's document; null where it was never written.</summary>
    /// <param name="state">Its name.</param>
    public string? State(string state) => Of(state).Content is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A state's serial number; null where it was never written.</summary>
    /// <param name="state">Its name.</param>
    public long? Serial(string state) => State(state) is { } text ? (long?)JsonNode.Parse(text)?["serial"] : null;

    /// <summary>Puts a document there, whatever the lock says.</summary>
    /// <param name="state">The state's name.</param>
    /// <param name="document">The document.</param>
    public void Put(string state, string document) => Of(state).TryWrite(Of(state).LockField("ID"), Encoding.UTF8.GetBytes(document));

    /// <summary>The lock as its holder wrote it (JSON with ID, Operation, Info, Who, Version, Created, Path); null where nobody holds it.</summary>
    /// <param name="state">The state's name.</param>
    public string? LockInfo(string state) => Of(state).LockInfo;

    /// <summary>Takes the lock as another client would.</summary>
    /// <param name="state">The state's name.</param>
    /// <param name="info">The lock's JSON.</param>
    public bool TryLock(string state, string info) => Of(state).TryLock(info);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private StoredState Of(string state) => states.GetOrAdd(state, _ => new StoredState());

    private async Task AnswerAsync(HttpContext context)
    {
        var name = context.Request.Path.Value!.TrimStart('/');
        var state = Of(name);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var id = context.Request.Method is "LOCK" or "UNLOCK" ? IdOf(body.ToArray()) : (string?)context.Request.Query["ID"];
        var seen = new StateRequest(context.Request.Method, name, id, state.LockField("Who"), 0);
        try
        {
            seen = seen with { Status = await DoAsync(seen, state, body.ToArray(), context) };
        }
        catch (OperationCanceledException)
        {
            // The client left: what it asked for was not done.
        }

        Requests.Enqueue(seen);
        if (seen.Status > 0)
        {
            await ReplyAsync(context, seen, state);
        }
    }

    private async Task<int> DoAsync(StateRequest seen, StoredState state, byte[] body, HttpContext context)
    {
        switch (seen.Method)
        {
            case "GET":
                return RefuseRead(seen) ?? (state.Content is null ? StatusCodes.Status204NoContent : StatusCodes.Status200OK);
            case "LOCK":
                return state.TryLock(Encoding.UTF8.GetString(body)) ? StatusCodes.Status200OK : StatusCodes.Status423Locked;
            case "UNLOCK":
                await Task.Delay(UnlockDelay, context.RequestAborted);
                return RefuseUnlock(seen) ?? (state.TryUnlock(seen.LockId) ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
            case "POST" or "DELETE":
                await Task.Delay(WriteDelay, context.RequestAborted);
                return RefuseWrite(seen) ?? (state.TryWrite(seen.LockId, seen.Method is "POST" ? body : null) ? StatusCodes.Status200OK : StatusCodes.Status423Locked);
            default:
                return StatusCodes.Status405MethodNotAllowed;
        }
    }

    private static async Task ReplyAsync(HttpContext context, StateRequest seen, StoredState state)
    {
        context.Response.StatusCode = seen.Status;
        if (seen.Status is StatusCodes.Status423Locked or StatusCodes.Status409Conflict)
        {
            await context.Response.WriteAsync(state.LockInfo ?? "", CancellationToken.None);
        }
        else if (seen is { Method: "GET", Status: StatusCodes.Status200OK } && state.Content is { } content)
        {
            await context.Response.Body.WriteAsync(content, CancellationToken.None);
        }
    }

    /// <summary>The identifier in a lock's JSON; 'force-unlock' sends none.</summary>
    private static string? IdOf(byte[] info) => info.Length == 0 ? null : (string?)JsonNode.Parse(info)?["ID"];
}
