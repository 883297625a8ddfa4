using System.Text;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>Names of values that are secret.</summary>
internal static class SecretNames
{
    /// <summary>A longer word is no name.</summary>
    internal const int Longest = 64;

    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "token", "psk", "bearer", "authorization", "cookie",
            "apikey", "apitoken", "apisecret", "accesskey", "accesstoken", "accountkey", "privatekey", "sharedaccesskey", "sharedaccesssignature", "secretkey",
            "secretaccesskey", "secrettoken", "secretid", "authtoken", "authkey", "tokensecret", "secretvalue", "passwordhash",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>By their length: every word that begins as a name does is compared, so with few of them.</summary>
    private static readonly byte[][][] NamesOfLength = [.. Enumerable.Range(0, Longest + 1).Select(length => Names.Where(name => name.Length == length).ToArray())];

    /// <summary>What such a name begins with, four bytes at most; in lower case.</summary>
    internal static IEnumerable<string> Starts => Names.Select(name => Encoding.ASCII.GetString(name.AsSpan(0, Math.Min(4, name.Length)))).Append("api_").Append("api-");

    /// <summary>Whether the rest of an identifier from here on is such a name: case, dashes, underscores and digits at its end do not matter.</summary>
    internal static bool IsName(ReadOnlySpan<byte> rest)
    {
        Span<byte> plain = stackalloc byte[Longest];
        var length = 0;
        foreach (var one in rest[..(rest.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1)])
        {
            if (one is not ((byte)'_' or (byte)'-'))
            {
                plain[length++] = (byte)(one | 0x20);
            }
        }

        foreach (var name in NamesOfLength[length])
        {
            if (plain[..length].SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a byte is of an identifier.</summary>
    internal static bool IsPart(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-';
}
