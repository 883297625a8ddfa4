using System.Globalization;
using Azure;

namespace HyOps.Azure.Requests;

/// <summary>How long a server asks to wait: Retry-After, in seconds or as a time (RFC 9110, 10.2.3), or Azure's own in milliseconds.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(Response response, DateTimeOffset serverNow)
    {
        if ((response.Headers.TryGetValue("retry-after-ms", out var milliseconds) || response.Headers.TryGetValue("x-ms-retry-after-ms", out milliseconds))
            && int.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var few))
        {
            return TimeSpan.FromMilliseconds(few);
        }

        if (!response.Headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until > serverNow ? until - serverNow
            : null;
    }
}
