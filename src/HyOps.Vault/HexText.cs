namespace HyOps.Vault;

/// <summary>Hexadecimal text in ASCII bytes, in lines or in one piece.</summary>
internal static class HexText
{
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    /// <summary>Reads digits of either case; line ends between them are skipped.</summary>
    /// <param name="origin">For messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="firstLine">The number of its first line, for messages.</param>
    /// <param name="part">What it is, for messages.</param>
    /// <exception cref="VaultException">Something else stands there, or half a byte is left.</exception>
    public static byte[] Decode(string origin, ReadOnlySpan<byte> text, int firstLine, string part)
    {
        var bytes = new byte[text.Length / 2];
        var digits = 0;
        var line = firstLine;
        foreach (var character in text)
        {
            if (character is LineFeed or CarriageReturn)
            {
                line += character == LineFeed ? 1 : 0;
                continue;
            }

            var digit = DigitOf(character);
            if (digit < 0)
            {
                throw VaultException.NotHex(origin, line);
            }

            // An odd last digit may find no room; it is reported below.
            if (digits / 2 < bytes.Length)
            {
                bytes[digits / 2] = (byte)((bytes[digits / 2] << 4) | digit);
            }

            digits++;
        }

        return digits % 2 == 0 ? bytes[..(digits / 2)] : throw VaultException.Truncated(origin, $"{part} ends within a byte");
    }

    /// <summary>Writes lower-case digits and gives what is left of the target.</summary>
    public static Span<byte> Append(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, target, out var written);
        return target[written..];
    }

    private static int DigitOf(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
