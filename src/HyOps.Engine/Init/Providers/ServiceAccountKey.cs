using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// The JSON key of a service account at Google Cloud, and the assertion that is signed with it:
/// https://developers.google.com/identity/protocols/oauth2/service-account#httprest.
/// </summary>
internal sealed class ServiceAccountKey
{
    /// <summary>Where assertions are exchanged for tokens; a key that names another place is not believed.</summary>
    public const string TokenAddress = "https://oauth2.googleapis.com/token";

    private readonly JsonObject document;

    private ServiceAccountKey(JsonObject document) => this.document = document;

    /// <summary>The service account's address.</summary>
    public string Email => TextOf("client_email");

    /// <summary>The project that the account belongs to.</summary>
    public string Project => TextOf("project_id");

    /// <summary>What is wrong with a text that should be such a key; null where nothing is. The text is never repeated.</summary>
    /// <param name="text">Any text.</param>
    public static string? ProblemOf(string text)
    {
        if (Parse(text) is not { } key)
        {
            return "is no JSON document: give the whole content of the key file, not its path";
        }

        return key.TextOf("type") is not "service_account" ? "is no key of a service account (its type is another): gcloud iam service-accounts keys create"
            : key.Email.Length == 0 || key.TextOf("private_key").Length == 0 ? "lacks client_email or private_key: it is not whole"
            : key.TextOf("token_uri") is not ("" or TokenAddress) ? $"names another token_uri than {TokenAddress}: it was changed, or is not of Google Cloud"
            : !key.HasRsaKey() ? "has a private_key that is no RSA key in PEM: it is damaged"
            : null;
    }

    /// <summary>Reads a key of which <see cref="ProblemOf"/> knows no problem.</summary>
    /// <param name="text">The document.</param>
    public static ServiceAccountKey From(SecretValue text) => Parse(text.Reveal()) ?? throw new ArgumentException("not a service account's key", nameof(text));

    /// <summary>The signed assertion (a JWT, RS256), good for ten minutes.</summary>
    /// <param name="scope">What the token is for.</param>
    /// <param name="now">The time.</param>
    public string Assert(string scope, DateTimeOffset now)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = TextOf("private_key_id") };
        var claims = new JsonObject
        {
            ["iss"] = Email,
            ["scope"] = scope,
            ["aud"] = TokenAddress,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TextOf("private_key"));
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static ServiceAccountKey? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject document ? new(document) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private bool HasRsaKey()
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(TextOf("private_key"));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private string TextOf(string name) => document[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
