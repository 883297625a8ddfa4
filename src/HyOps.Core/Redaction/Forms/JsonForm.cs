using System.Globalization;
using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>
/// Inside a JSON string (RFC 8259 section 7), as the common writers escape; also twice, for JSON inside JSON. The plain variant is the one
/// of C, HCL and YAML double-quoted strings too: <c>\n</c>, <c>\"</c>, <c>\\</c>.
/// </summary>
internal sealed class JsonForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "JSON";

    /// <summary>Characters escaped beyond what JSON asks for, whether all non-ASCII is, whether <c>/</c> is, and the digits' case.</summary>
    private static readonly (string Escaped, bool Ascii, bool Slash, string Digits)[] Writers =
    [
        ("", false, false, "x4"), // RFC 8259 and no more; JavaScript
        ("", false, true, "x4"),
        ("", true, false, "x4"), // Python
        ("", true, true, "x4"), // PHP
        ("", true, false, "X4"),
        ("", true, true, "X4"),
        ("<>&\u2028\u2029", false, false, "x4"), // Go: Terraform, Packer, kubectl
        ("<>&'\"+`", true, false, "X4"), // System.Text.Json
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        foreach (var writer in Writers)
        {
            var once = Escape(text, writer.Escaped, writer.Ascii, writer.Slash, writer.Digits);
            yield return once;
            yield return Escape(once, writer.Escaped, writer.Ascii, writer.Slash, writer.Digits);
        }
    }

    private static string Escape(string text, string escaped, bool ascii, bool slash, string digits)
    {
        var written = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var unicode = escaped.Contains(character, StringComparison.Ordinal) || (ascii && character > '~');
            _ = unicode ? Unicode(written, character, digits)
                : Short(character, slash) is { } name ? written.Append('\\').Append(name)
                : character < ' ' ? Unicode(written, character, digits)
                : written.Append(character);
        }

        return written.ToString();
    }

    private static StringBuilder Unicode(StringBuilder written, char character, string digits) =>
        written.Append(@"\u").Append(((int)character).ToString(digits, CultureInfo.InvariantCulture));

    private static char? Short(char character, bool slash) => character switch
    {
        '"' or '\\' => character,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\b' => 'b',
        '\f' => 'f',
        '/' when slash => '/',
        _ => null,
    };
}
