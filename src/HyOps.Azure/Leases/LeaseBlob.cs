using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using HyOps.Azure.Failures;
using HyOps.Azure.Requests;
using HyOps.Azure.SignIn;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Leases;

namespace HyOps.Azure.Leases;

/// <summary>
/// The blob <c>&lt;environment&gt;.lease</c> of a container, by the six requests that a lease takes:
/// https://learn.microsoft.com/rest/api/storageservices/lease-blob.
/// </summary>
internal sealed class LeaseBlob : IDisposable
{
    /// <summary>How long a lease lasts without a renewal: the longest that the service gives.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private const string ProtocolVersion = "2021-12-02";
    private const string Scope = "https://storage.azure.com/.default";
    private const string MetadataPrefix = "x-ms-meta-";
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);
    private readonly AzureBlobLeaseSettings settings;
    private readonly AuthorityAccess access;
    private readonly VaultPipeline connections;
    private readonly HttpPipeline pipeline;
    private readonly Uri address;

    public LeaseBlob(LeaseAccess lease)
    {
        settings = (AzureBlobLeaseSettings)lease.Settings;
        address = new Uri($"{settings.ContainerUri.AbsoluteUri.TrimEnd('/')}/{lease.Environment}.lease");
        access = SignInOf(lease, settings);
        connections = new VaultPipeline(access);
        var options = new BlobOptions { Retry = { MaxRetries = 1 } };
        connections.Prepare(options);
        pipeline = HttpPipelineBuilder.Build(
            options, [new RequestIds(lease.Holder.Run)], [new BearerTokenAuthenticationPolicy(new CredentialFactory(access, connections).Create(), Scope)], new ResponseClassifier());
    }

    /// <summary>Makes the blob where it is missing.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(RequestMethod.Put, "", cancellationToken, ("x-ms-blob-type", "BlockBlob"), ("If-None-Match", "*")).ConfigureAwait(false);
        // There already; leased by somebody, perhaps.
        Require(answer, answer.Status is 201 or 409 or 412 && CodeOf(answer) is not "ContainerNotFound");
    }

    /// <summary>Takes its lease; false where somebody has it.</summary>
    public Task<bool> AcquireAsync(string id, CancellationToken cancellationToken) =>
        LeaseAsync("acquire", cancellationToken, ("x-ms-lease-duration", Duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)), ("x-ms-proposed-lease-id", id));

    /// <summary>Renews it, also when it has run out and nobody else took it; false where somebody did.</summary>
    public Task<bool> RenewAsync(string id, CancellationToken cancellationToken) => LeaseAsync("renew", cancellationToken, ("x-ms-lease-id", id));

    /// <summary>Gives it back.</summary>
    public Task<bool> ReleaseAsync(string id, CancellationToken cancellationToken) => LeaseAsync("release", cancellationToken, ("x-ms-lease-id", id));

    /// <summary>What the blob says; null where there is none.</summary>
    public async Task<SeenBlob?> ReadAsync(CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(RequestMethod.Head, "", cancellationToken).ConfigureAwait(false);
        if (answer.Status is 404)
        {
            return null;
        }

        Require(answer, answer.Status is 200);
        var metadata = answer.Headers
            .Where(header => header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Name[MetadataPrefix.Length..], header => Uri.UnescapeDataString(header.Value), StringComparer.OrdinalIgnoreCase);
        return new SeenBlob(metadata, answer.Headers.TryGetValue("x-ms-lease-status", out var status) && status is "locked");
    }

    /// <summary>Writes its metadata, as the holder.</summary>
    public async Task WriteAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(
            RequestMethod.Put, "metadata", cancellationToken,
            [("x-ms-lease-id", id), .. metadata.Select(pair => (MetadataPrefix + pair.Key, Uri.EscapeDataString(pair.Value)))]).ConfigureAwait(false);
        Require(answer, answer.Status is 200);
    }

    public void Dispose() => connections.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"Azure blob {address}";

    private async Task<bool> LeaseAsync(string action, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(RequestMethod.Put, "lease", cancellationToken, [("x-ms-lease-action", action), .. headers]).ConfigureAwait(false);
        Require(answer, answer.Status is 200 or 201 or 409);
        return answer.Status is not 409;
    }

    private async Task<Response> SendAsync(RequestMethod method, string component, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        using var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(address);
        if (component.Length > 0)
        {
            request.Uri.AppendQuery("comp", component);
        }

        request.Headers.Add("x-ms-version", ProtocolVersion);
        if (method == RequestMethod.Put)
        {
            request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            return await pipeline.SendRequestAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (AuthenticationFailedException e)
        {
            throw Of(new SignInFailures(access).Of(e), e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ConnectionFailures.Of(e, ToString(), address, $"lease.container_uri of {settings.Location}") is { } known)
        {
            throw Of(known, e);
        }
    }

    private void Require(Response answer, bool fine)
    {
        if (!fine)
        {
            var (what, fix) = (answer.Status, CodeOf(answer)) switch
            {
                (_, "ContainerNotFound") => ("the container is not there", $"make it: az storage container create --auth-mode login --name {settings.ContainerUri.Segments[^1].Trim('/')} --account-name {settings.ContainerUri.Host.Split('.')[0]}"),
                (403, _) => ("it is forbidden", $"assign the role \"Storage Blob Data Contributor\" on the container to whom lease.auth of {settings.Location} names, and see the account's firewall"),
                (401, _) => ("our token is refused", $"check lease.auth of {settings.Location}: tenant, and the cloud that authority_host belongs to"),
                (404, _) => ("the account or the container is not there", $"check lease.container_uri of {settings.Location}"),
                var (status, code) => (string.Create(CultureInfo.InvariantCulture, $"it answered {status} {code}").TrimEnd(), "run it again; if it stays so, see https://status.azure.com"),
            };
            throw new LeaseException($"the shared lease at {this}: {what}", fix);
        }
    }

    private static LeaseException Of(AuthorityException known, Exception cause) => new(known.Message, known.NextStep ?? "", cause);

    private static string CodeOf(Response answer) => answer.Headers.TryGetValue("x-ms-error-code", out var code) ? code : "";

    // The sign-in is the authority's: it needs to know where its words stand, and what it is a token for.
    private static AuthorityAccess SignInOf(LeaseAccess lease, AzureBlobLeaseSettings settings) => new()
    {
        Settings = new AuthoritySettings { Kind = settings.Kind, Section = "lease", VaultUri = settings.ContainerUri, Login = settings.Login, MapFile = "", Location = settings.Location },
        Tier = Tier.Prod,
        ProjectRoot = lease.ProjectRoot,
        CorrelationId = lease.Holder.Run,
        Credentials = lease.Credentials,
        World = lease.World,
        Masker = lease.Masker,
        Connections = lease.Connections,
    };

    private sealed class BlobOptions : ClientOptions;
}

/// <summary>A blob's metadata, and whether it is leased.</summary>
internal sealed record SeenBlob(IReadOnlyDictionary<string, string> Metadata, bool IsLeased);
