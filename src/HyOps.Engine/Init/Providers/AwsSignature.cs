using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Init.Providers;

/// <summary>
/// AWS Signature Version 4 in the Authorization header, for requests whose query has no characters to escape:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html.
/// </summary>
/// <param name="KeyId">The access key's id.</param>
/// <param name="SecretKey">The secret access key.</param>
/// <param name="Region">The region that the request goes to.</param>
/// <param name="Service">The service: <c>sts</c>.</param>
internal sealed record AwsSignature(SecretValue KeyId, SecretValue SecretKey, string Region, string Service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The Authorization header's value.</summary>
    /// <param name="method">The method, upper case.</param>
    /// <param name="address">The address.</param>
    /// <param name="headers">The headers that are signed, <c>host</c> and <c>x-amz-date</c> among them; names in lower case.</param>
    /// <param name="body">The body, whole.</param>
    /// <param name="time">The time of <c>x-amz-date</c>.</param>
    public string Authorize(string method, Uri address, IEnumerable<KeyValuePair<string, string>> headers, string body, DateTimeOffset time)
    {
        var sorted = headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(header => header.Key));
        var query = string.Join('&', address.Query.TrimStart('?').Split('&').Order(StringComparer.Ordinal));
        var request = $"{method}\n{address.AbsolutePath}\n{query}\n{string.Concat(sorted.Select(header => $"{header.Key}:{header.Value.Trim()}\n"))}\n{names}\n{HashOf(body)}";
        var scope = $"{Day(time)}/{Region}/{Service}/aws4_request";
        var signature = Convert.ToHexStringLower(Sign(KeyFor(time), $"{Algorithm}\n{Stamp(time)}\n{scope}\n{HashOf(request)}"));
        return $"{Algorithm} Credential={KeyId.Reveal()}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>The value of <c>x-amz-date</c>.</summary>
    /// <param name="time">The time.</param>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => Stamp(time)[..8];

    private byte[] KeyFor(DateTimeOffset time) =>
        Sign(Sign(Sign(Sign(Encoding.UTF8.GetBytes("AWS4" + SecretKey.Reveal()), Day(time)), Region), Service), "aws4_request");

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
