using System.Globalization;
using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>
/// Percent-encoding (RFC 3986 section 2.1), both cases of the digits. Encoders agree on letters and digits only, so that there is one
/// variant for each set of characters that a common one leaves alone.
/// </summary>
internal sealed class UrlForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "URL";

    /// <summary>What is left alone, and what a space becomes.</summary>
    private static readonly (string Kept, string Space)[] Encoders =
    [
        ("-_.~", "%20"), // RFC 3986; Python quote(safe=''); Uri.EscapeDataString
        ("-_.~/", "%20"), // Python quote
        ("-_.~!*'()", "%20"), // encodeURIComponent
        ("-_.~$&+,/;=", "%20"), // Go, user and password of a URL
        ("-_.~$&+:=@", "%20"), // Go, path segment
        ("-_.~", "+"), // Go QueryEscape; Python quote_plus
        ("-_.*", "+"), // HTML forms (application/x-www-form-urlencoded)
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoders.SelectMany(encoder => new[] { Encode(bytes, encoder.Kept, encoder.Space, "X2"), Encode(bytes, encoder.Kept, encoder.Space, "x2") });
    }

    private static string Encode(byte[] bytes, string kept, string space, string digits)
    {
        var encoded = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            _ = value == ' ' ? encoded.Append(space)
                : char.IsAsciiLetterOrDigit((char)value) || kept.Contains((char)value, StringComparison.Ordinal) ? encoded.Append((char)value)
                : encoded.Append('%').Append(value.ToString(digits, CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}
