using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Testing.Providers;

/// <summary>Google's token endpoint, which verifies assertions as the real one does, and the project of Resource Manager.</summary>
public sealed class GcpApi : IDisposable
{
    private const string Token = "access-token-of-the-test-account";
    private readonly RSA key = RSA.Create(2048);

    /// <summary>The host names that it stands for.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["oauth2.googleapis.com", "cloudresourcemanager.googleapis.com"];

    /// <summary>The service account.</summary>
    public string Email { get; } = "hyops@platform-drill.iam.gserviceaccount.com";

    /// <summary>The project.</summary>
    public string Project { get; } = "platform-drill";

    /// <summary>Its state.</summary>
    public string State { get; set; } = "ACTIVE";

    /// <summary>What Resource Manager says instead.</summary>
    public (int Status, string Message)? ManagementError { get; set; }

    /// <summary>The clock that assertions are judged by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The account's key file.</summary>
    public string KeyFile => KeyOf(key);

    /// <summary>A key file of the same account with a key that was never its.</summary>
    public string OtherKeyFile
    {
        get
        {
            using var other = RSA.Create(2048);
            return KeyOf(other);
        }
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request) => request.Host switch
    {
        "oauth2.googleapis.com" => SignIn(request),
        "cloudresourcemanager.googleapis.com" when request.Header("authorization") != $"Bearer {Token}" => Error(401, "Request had invalid authentication credentials."),
        "cloudresourcemanager.googleapis.com" when ManagementError is { } error => Error(error.Status, error.Message),
        "cloudresourcemanager.googleapis.com" when request.Path == $"/v1/projects/{Project}" => Reply.Json(200, new { projectId = Project, projectNumber = "415104041262", lifecycleState = State, name = "Drill" }),
        _ => Error(403, "The caller does not have permission"),
    };

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private Reply SignIn(SeenRequest request)
    {
        var parts = request.Form("assertion").Split('.');
        if (request.Form("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" || parts.Length != 3)
        {
            return Reply.Json(400, new { error = "unsupported_grant_type", error_description = "Invalid grant_type" });
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var age = Clock.GetUtcNow().ToUnixTimeSeconds() - (long)claims["iat"]!;
        var error = !key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? "Invalid JWT Signature."
            : (string?)claims["iss"] != Email || (string?)claims["aud"] != "https://oauth2.googleapis.com/token" ? "Invalid grant: account not found"
            : age is < -300 or > 3600 || (long)claims["exp"]! - (long)claims["iat"]! > 3600
                ? "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
            : null;
        return error is null
            ? Reply.Json(200, new { access_token = Token, expires_in = 3599, token_type = "Bearer" })
            : Reply.Json(400, new { error = "invalid_grant", error_description = error });
    }

    private string KeyOf(RSA rsa) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = Project,
        private_key_id = "0123456789abcdef",
        private_key = rsa.ExportPkcs8PrivateKeyPem() + "\n",
        client_email = Email,
        token_uri = "https://oauth2.googleapis.com/token",
    });

    private static Reply Error(int code, string message) => Reply.Json(code, new { error = new { code, message, status = "AS_TESTED" } });
}
