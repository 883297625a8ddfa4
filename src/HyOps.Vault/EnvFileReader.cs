using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Secrets;

namespace HyOps.Vault;

/// <summary>Takes the lines of a body one after another.</summary>
/// <param name="origin">Where they come from, for messages.</param>
/// <param name="allowed">Reserved keys that may be there all the same.</param>
internal sealed class EnvFileReader(string origin, IReadOnlySet<SecretName> allowed)
{
    private const string Export = "export";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ImmutableArray<string>.Builder comments = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<SecretName, SecretValue> secrets = [];
    private readonly Dictionary<SecretName, int> lines = [];
    private int line;

    /// <summary>What was read so far.</summary>
    public EnvFile Read => new() { Comments = comments.ToImmutable(), Secrets = SecretBundle.From(secrets) };

    /// <summary>Takes the next line, without its LF.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        line++;
        var text = Decode(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
        var start = text.TrimStart(' ', '\t');
        if (start.StartsWith('#'))
        {
            comments.Add(start);
        }
        else if (start.Length > 0)
        {
            TakeAssignment(WithoutExport(start));
        }
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw EnvFileException.Nul(origin, line);
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw EnvFileException.NotUtf8(origin, line);
        }
    }

    private void TakeAssignment(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw EnvFileException.NotAssignment(origin, line);
        }

        if (!SecretName.TryParse(text[..equals], out var key))
        {
            throw EnvFileException.NotKey(origin, line);
        }

        RefuseReserved(key);
        if (!lines.TryAdd(key, line))
        {
            throw EnvFileException.Duplicate(origin, line, lines[key], key);
        }

        secrets.Add(key, SecretValue.From(ValueOf(key, text[(equals + 1)..])));
    }

    private void RefuseReserved(SecretName key)
    {
        if (ReservedKeys.IsReserved(key) && !allowed.Contains(key))
        {
            throw EnvFileException.Reserved(origin, line, key);
        }
    }

    private string ValueOf(SecretName key, string text)
    {
        if (text is not ['"' or '\'', ..])
        {
            return text;
        }

        var after = text[0] == '"' ? EnvFileQuoting.Unescape(text[1..], out var value) : UpToQuote(text[1..], out value);
        return after switch
        {
            null => throw EnvFileException.OpenQuote(origin, line, key),
            _ when after.AsSpan().ContainsAnyExcept(' ', '\t') => throw EnvFileException.AfterQuote(origin, line, key),
            _ => value,
        };
    }

    private static string? UpToQuote(string text, out string value)
    {
        var end = text.IndexOf('\'', StringComparison.Ordinal);
        value = end < 0 ? "" : text[..end];
        return end < 0 ? null : text[(end + 1)..];
    }

    private static string WithoutExport(string text) =>
        text.StartsWith(Export, StringComparison.Ordinal) && text.Length > Export.Length && text[Export.Length] is ' ' or '\t'
            ? text[Export.Length..].TrimStart(' ', '\t')
            : text;
}
