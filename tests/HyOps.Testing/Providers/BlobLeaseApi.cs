using System.Collections.Concurrent;

namespace HyOps.Testing.Providers;

/// <summary>
/// The lease of blobs in one container of Azure's storage, and the sign-in to it, as far as a lease of an environment needs them:
/// https://learn.microsoft.com/rest/api/storageservices/lease-blob. Time passes when a test says so.
/// </summary>
/// <param name="clientSecret">The client secret that the sign-in takes.</param>
public sealed class BlobLeaseApi(string clientSecret)
{
    /// <summary>The names that it stands for.</summary>
    public static readonly string[] Names = ["login.microsoftonline.com", "acct.blob.core.windows.net"];

    private const string Token = "loopback-storage-token-0123456789abcdef";
    private readonly ConcurrentDictionary<string, Blob> blobs = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Whether the container is there.</summary>
    public bool HasContainer { get; set; } = true;

    /// <summary>Whether the token's owner may do anything.</summary>
    public bool Allows { get; set; } = true;

    /// <summary>Lets every lease run out.</summary>
    public void LetTimePass()
    {
        lock (gate)
        {
            foreach (var blob in blobs.Values)
            {
                blob.Runs = false;
            }
        }
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request)
    {
        lock (gate)
        {
            return request.Host == Names[0] ? SignIn(request)
                : request.Header("authorization") != $"Bearer {Token}" ? Failed(401, "InvalidAuthenticationInfo")
                : !Allows ? Failed(403, "AuthorizationPermissionMismatch")
                : !HasContainer ? Failed(404, "ContainerNotFound")
                : OfBlob(request);
        }
    }

    private Reply SignIn(SeenRequest request) =>
        request.Form("client_secret") == clientSecret && request.Form("scope").Contains("https://storage.azure.com/.default", StringComparison.Ordinal)
            ? Reply.Json(200, new { token_type = "Bearer", expires_in = 3600, access_token = Token })
            : Reply.Json(401, new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." });

    private Reply OfBlob(SeenRequest request) => (request.Method, request.Query) switch
    {
        ("PUT", "") => Create(request),
        ("HEAD", _) => blobs.TryGetValue(request.Path, out var seen) ? Described(seen) : Failed(404, "BlobNotFound"),
        ("PUT", "?comp=lease") => Lease(request, blobs[request.Path]),
        ("PUT", "?comp=metadata") => Write(request, blobs[request.Path]),
        _ => Failed(400, "UnsupportedHttpVerb"),
    };

    private Reply Create(SeenRequest request) =>
        request.Header("if-none-match") == "*" && request.Header("x-ms-blob-type") == "BlockBlob" && blobs.TryAdd(request.Path, new Blob()) ? new Reply(201, "") : Failed(409, "BlobAlreadyExists");

    private static Reply Described(Blob blob) => new(200, "")
    {
        Headers = new Dictionary<string, string>(blob.Metadata, StringComparer.Ordinal) { ["x-ms-lease-status"] = blob.Runs ? "locked" : "unlocked" },
    };

    private static Reply Lease(SeenRequest request, Blob blob)
    {
        switch (request.Header("x-ms-lease-action"))
        {
            case "acquire" when !blob.Runs && request.Header("x-ms-lease-duration") == "60":
                (blob.Holder, blob.Runs) = (request.Header("x-ms-proposed-lease-id"), true);
                return new Reply(201, "");
            case "acquire":
                return Failed(409, "LeaseAlreadyPresent");
            case "renew" when blob.Holder == request.Header("x-ms-lease-id"):
                blob.Runs = true;
                return new Reply(200, "");
            case "release" when blob.Holder == request.Header("x-ms-lease-id"):
                (blob.Holder, blob.Runs) = ("", false);
                return new Reply(200, "");
            default:
                return Failed(409, "LeaseIdMismatchWithLeaseOperation");
        }
    }

    private static Reply Write(SeenRequest request, Blob blob)
    {
        if (!blob.Runs || blob.Holder != request.Header("x-ms-lease-id"))
        {
            return Failed(412, "LeaseIdMismatchWithBlobOperation");
        }

        blob.Metadata = request.Headers.Where(header => header.Key.StartsWith("x-ms-meta-", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return new Reply(200, "");
    }

    private static Reply Failed(int status, string code) => new(status, "") { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-ms-error-code"] = code } };

    private sealed class Blob
    {
        public string Holder { get; set; } = "";

        public bool Runs { get; set; }

        public Dictionary<string, string> Metadata { get; set; } = new(StringComparer.Ordinal);
    }
}
