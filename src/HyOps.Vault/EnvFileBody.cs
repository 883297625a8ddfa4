using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Vault;

/// <summary>
/// The body of a bundle: a UTF-8 env file, byte-exact. Only LF and CRLF end a line: U+2028, U+0085, VT, FF and a lone CR are characters.
/// Written: comments, then <c>KEY="value"</c> sorted ordinally, with <c>\\</c>, <c>\"</c>, <c>\r</c>, <c>\n</c> escaped.
/// Read as well: <c>KEY=value</c> (all up to the line's end, nothing trimmed), <c>KEY='value'</c> (no escapes), blank lines, CRLF,
/// <c>export KEY=…</c>; unknown escapes keep their backslash.
/// </summary>
public static class EnvFileBody
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body.</summary>
    /// <param name="origin">Where it comes from, for messages: a path.</param>
    /// <param name="body">The bytes; a byte order mark before them is skipped.</param>
    /// <param name="allowed">Reserved keys that may be there all the same.</param>
    /// <exception cref="EnvFileException">A line is wrong.</exception>
    public static EnvFile Parse(string origin, ReadOnlySpan<byte> body, IReadOnlySet<SecretName> allowed)
    {
        var reader = new EnvFileReader(origin, allowed);
        var rest = body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            reader.Take(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return reader.Read;
    }

    /// <summary>Writes a body; what <see cref="Parse"/> reads from it is the same again.</summary>
    /// <param name="file">Comments and secrets.</param>
    /// <param name="allowed">Reserved keys that may be there all the same.</param>
    /// <exception cref="EnvFileException">A key is reserved, or a value cannot stand in an environment.</exception>
    public static byte[] Format(EnvFile file, IReadOnlySet<SecretName> allowed)
    {
        using var bytes = new MemoryStream();
        foreach (var comment in file.Comments)
        {
            bytes.Write(Strict.GetBytes(comment));
            bytes.WriteByte((byte)'\n');
        }

        foreach (var (key, value) in file.Secrets.Secrets)
        {
            if (ReservedKeys.IsReserved(key) && !allowed.Contains(key))
            {
                throw EnvFileException.ReservedKey(key);
            }

            bytes.Write(Line(key, value));
        }

        return bytes.ToArray();
    }

    private static byte[] Line(SecretName key, SecretValue value)
    {
        var text = value.Reveal();
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw EnvFileException.NulIn(key);
        }

        try
        {
            return Strict.GetBytes($"{key}=\"{EnvFileQuoting.Escape(text)}\"\n");
        }
        catch (EncoderFallbackException)
        {
            throw EnvFileException.NotText(key);
        }
    }
}
