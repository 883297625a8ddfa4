using System.Text;

namespace HyOps.Vault;

/// <summary>The first line of an envelope: <c>$ANSIBLE_VAULT;1.1;AES256</c> or <c>$ANSIBLE_VAULT;1.2;AES256;label</c>.</summary>
internal static class EnvelopeHeader
{
    private const int LongestShown = 60;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static ReadOnlySpan<byte> Magic => "$ANSIBLE_VAULT;"u8;

    /// <summary>The header line for a label; null or empty for version 1.1.</summary>
    /// <exception cref="ArgumentException">The label holds a semicolon or a line end.</exception>
    public static byte[] For(string? label)
    {
        if (string.IsNullOrEmpty(label))
        {
            return "$ANSIBLE_VAULT;1.1;AES256\n"u8.ToArray();
        }

        return label.AsSpan().ContainsAny(";\r\n")
            ? throw new ArgumentException("a vault id holds no semicolon and no line end", nameof(label))
            : Utf8.GetBytes($"$ANSIBLE_VAULT;1.2;AES256;{label}\n");
    }

    /// <summary>Reads the header; <paramref name="body"/> is what follows its line.</summary>
    /// <returns>The label of a 1.2 header, else null.</returns>
    /// <exception cref="VaultException">There is no such header.</exception>
    public static string? Read(string origin, ReadOnlySpan<byte> file, out ReadOnlySpan<byte> body)
    {
        if (file.IsEmpty)
        {
            throw VaultException.Empty(origin);
        }

        if (!file.StartsWith(Magic))
        {
            throw VaultException.WrongHeader(origin);
        }

        var end = file.IndexOf((byte)'\n');
        var line = Utf8.GetString(end < 0 ? file : file[..end]).Trim();
        body = end < 0 ? [] : file[(end + 1)..];
        return LabelOf(origin, line);
    }

    private static string? LabelOf(string origin, string line)
    {
        var fields = line.Split(';');
        return fields switch
        {
            [_, "1.1", "AES256", ..] => null,
            [_, "1.2", "AES256", var label, ..] => label,
            _ => throw VaultException.Unsupported(origin, line.Length > LongestShown ? line[..LongestShown] + "…" : line),
        };
    }
}
