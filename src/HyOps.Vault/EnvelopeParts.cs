namespace HyOps.Vault;

/// <summary>The parts of an envelope, taken out of two layers of hexadecimal text and put back into them.</summary>
internal sealed class EnvelopeParts
{
    private const int LineLength = 80;
    private const int CheckLength = 32;
    private const int Block = 16;
    private const byte LineFeed = (byte)'\n';

    /// <summary>The salt. Ours have 32 bytes; ansible can be configured to write others.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The HMAC over the ciphertext.</summary>
    public required byte[] CheckValue { get; init; }

    /// <summary>The ciphertext, of whole blocks.</summary>
    public required byte[] Ciphertext { get; init; }

    /// <summary>The vault id of a 1.2 header.</summary>
    public string? Label { get; init; }

    /// <summary>Takes a file apart.</summary>
    /// <exception cref="VaultException">It is not such a file, or not a whole one.</exception>
    public static EnvelopeParts Read(string origin, ReadOnlySpan<byte> file)
    {
        if (file.Length > AnsibleVaultEnvelope.MaximumLength)
        {
            throw VaultException.TooLarge(origin, file.Length);
        }

        var label = EnvelopeHeader.Read(origin, file, out var body);
        ReadOnlySpan<byte> inner = HexText.Decode(origin, body, firstLine: 2, "the last line");
        Span<Range> lines = stackalloc Range[3];
        if (inner.Count(LineFeed) != lines.Length - 1)
        {
            throw VaultException.Truncated(origin, "salt, check value and ciphertext are not all there");
        }

        Split(inner, lines);
        return Checked(origin, new EnvelopeParts
        {
            Salt = HexText.Decode(origin, inner[lines[0]], firstLine: 2, "the salt"),
            CheckValue = HexText.Decode(origin, inner[lines[1]], firstLine: 2, "the check value"),
            Ciphertext = HexText.Decode(origin, inner[lines[2]], firstLine: 2, "the ciphertext"),
            Label = label,
        });
    }

    /// <summary>Puts a file together.</summary>
    public byte[] Write()
    {
        var header = EnvelopeHeader.For(Label);
        var inner = Inner();
        var lines = ((2 * inner.Length) + LineLength - 1) / LineLength;
        var file = new byte[header.Length + (2 * inner.Length) + lines];
        header.CopyTo(file, 0);
        var rest = file.AsSpan(header.Length);
        for (var done = 0; done < inner.Length; done += LineLength / 2)
        {
            rest = HexText.Append(rest, inner.AsSpan(done, Math.Min(LineLength / 2, inner.Length - done)));
            rest[0] = LineFeed;
            rest = rest[1..];
        }

        return file;
    }

    private byte[] Inner()
    {
        var inner = new byte[(2 * (Salt.Length + CheckValue.Length + Ciphertext.Length)) + 2];
        var rest = HexText.Append(inner, Salt);
        rest[0] = LineFeed;
        rest = HexText.Append(rest[1..], CheckValue);
        rest[0] = LineFeed;
        HexText.Append(rest[1..], Ciphertext);
        return inner;
    }

    private static void Split(ReadOnlySpan<byte> inner, Span<Range> lines)
    {
        var first = inner.IndexOf(LineFeed);
        var second = inner.LastIndexOf(LineFeed);
        lines[0] = ..first;
        lines[1] = (first + 1)..second;
        lines[2] = (second + 1)..;
    }

    private static EnvelopeParts Checked(string origin, EnvelopeParts parts) => parts switch
    {
        { Salt.Length: 0 } => throw VaultException.Truncated(origin, "the salt is missing"),
        { CheckValue.Length: not CheckLength } => throw VaultException.Truncated(origin, $"the check value has {parts.CheckValue.Length} of {CheckLength} bytes"),
        { Ciphertext.Length: var length } when length == 0 || length % Block != 0 =>
            throw VaultException.Truncated(origin, $"the ciphertext has {length} bytes, which is no whole number of {Block}-byte blocks"),
        _ => parts,
    };
}
