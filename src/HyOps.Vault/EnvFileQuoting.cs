using System.Text;

namespace HyOps.Vault;

/// <summary>The escapes inside double quotes.</summary>
internal static class EnvFileQuoting
{
    private const string Special = "\\\"\r\n";

    /// <summary>Escapes backslash, quote, CR and LF.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\r' => @"\r",
                '\n' => @"\n",
                _ => null,
            });
            if (!Special.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Reads what stands after the opening quote, up to the closing one.</summary>
    /// <param name="text">The text after the opening quote.</param>
    /// <param name="value">The value.</param>
    /// <returns>What follows the closing quote; null where there is none.</returns>
    public static string? Unescape(string text, out string value)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                value = unescaped.ToString();
                return text[(at + 1)..];
            }

            if (text[at] == '\\' && at + 1 < text.Length && Known(text[at + 1]) is { } known)
            {
                unescaped.Append(known);
                at++;
            }
            else
            {
                unescaped.Append(text[at]);
            }
        }

        value = "";
        return null;
    }

    private static char? Known(char escaped) => escaped switch
    {
        '\\' => '\\',
        '"' => '"',
        'r' => '\r',
        'n' => '\n',
        _ => null,
    };
}
