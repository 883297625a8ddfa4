using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Testing.KeyVault;

/// <summary>A JWT that an application signs with its certificate instead of sending a secret (RFC 7523).</summary>
/// <param name="Signed">What is signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Padding">How it was made.</param>
/// <param name="NotBefore">From when on it is good.</param>
/// <param name="Expires">Until when it is good.</param>
internal sealed record ClientAssertion(byte[] Signed, byte[] Signature, RSASignaturePadding Padding, DateTimeOffset NotBefore, DateTimeOffset Expires)
{
    public static ClientAssertion? Parse(string text)
    {
        try
        {
            return text.Split('.') is [var header, var claims, var signature] ? Parse(text, Json(header), Json(claims), signature) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public bool IsSignedBy(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key?.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, Padding) is true;
    }

    private static ClientAssertion Parse(string text, JsonNode header, JsonNode claims, string signature) => new(
        Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]),
        Base64Url.DecodeFromChars(signature),
        (string?)header["alg"] is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1,
        Time(claims["nbf"]),
        Time(claims["exp"]));

    // MSAL writes numbers as strings.
    private static DateTimeOffset Time(JsonNode? seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds?.ToString() ?? "0", CultureInfo.InvariantCulture));

    private static JsonNode Json(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) ?? throw new FormatException();
}
