using System.Security.Cryptography;
using System.Text;

namespace HyOps.Testing.Providers;

/// <summary>The question of STS who a key belongs to; the signature is computed here in another way than the client's, and compared.</summary>
public sealed class AwsApi
{
    /// <summary>The access key's id.</summary>
    public required string KeyId { get; set; }

    /// <summary>The secret access key.</summary>
    public required string SecretKey { get; set; }

    /// <summary>The session token that must come with it; null for a lasting key.</summary>
    public string? SessionToken { get; set; }

    /// <summary>The account.</summary>
    public string Account { get; set; } = "123456789012";

    /// <summary>What it says instead: the code and the message of an error.</summary>
    public (string Code, string Message)? Error { get; set; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public Reply Answer(SeenRequest request)
    {
        var error = Error
            ?? (!request.Header("authorization").Contains($"Credential={KeyId}/", StringComparison.Ordinal) ? ("InvalidClientTokenId", "The security token included in the request is invalid.")
            : (SessionToken ?? "") != request.Header("x-amz-security-token") ? ("InvalidClientTokenId", "The security token included in the request is invalid")
            : request.Header("authorization") != Expected(request) ? ("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")
            : ((string Code, string Message)?)null);
        return error is null
            ? new Reply(200, $"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::{Account}:user/hyops</Arn><UserId>U</UserId><Account>{Account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>", "text/xml")
            : new Reply(403, $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{error.Value.Code}</Code><Message>{error.Value.Message}</Message></Error></ErrorResponse>", "text/xml");
    }

    // The canonical request is made from what arrived, with the headers that the client says it signed.
    private string Expected(SeenRequest request)
    {
        var given = request.Header("authorization");
        var names = Between(given, "SignedHeaders=", ",");
        var scope = Between(given, $"Credential={KeyId}/", ",");
        var canonical = string.Join('\n', [request.Method, request.Path, "", .. names.Split(';').Select(name => $"{name}:{(name == "host" ? request.Host : request.Header(name))}"), "", names, Hash(request.Body)]);
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', "AWS4-HMAC-SHA256", request.Header("x-amz-date"), scope, Hash(canonical))));
        return $"AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}";
    }

    private static string Between(string text, string before, string after) => text.Split(before, 2) is [_, var rest] ? rest.Split(after)[0] : "";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
