using System.Buffers.Binary;

namespace HyOps.Vault.Sops;

/// <summary>GHASH (NIST SP 800-38D, 6.4), in a time that depends on lengths alone: no branch and no table looks at a bit of the key or the text.</summary>
internal struct GaloisHash
{
    private const int Block = 16;
    private const ulong Reduction = 0xE1UL << 56;
    private readonly ulong keyHigh;
    private readonly ulong keyLow;
    private ulong high;
    private ulong low;

    /// <summary>Starts one.</summary>
    /// <param name="key">16 bytes: the cipher of a block of zeros.</param>
    public GaloisHash(ReadOnlySpan<byte> key) =>
        (keyHigh, keyLow) = (BinaryPrimitives.ReadUInt64BigEndian(key), BinaryPrimitives.ReadUInt64BigEndian(key[sizeof(ulong)..]));

    /// <summary>Takes a text, filled up with zeros to whole blocks.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        Span<byte> block = stackalloc byte[Block];
        for (; !text.IsEmpty; text = text[Math.Min(Block, text.Length)..])
        {
            block.Clear();
            text[..Math.Min(Block, text.Length)].CopyTo(block);
            Mix(BinaryPrimitives.ReadUInt64BigEndian(block), BinaryPrimitives.ReadUInt64BigEndian(block[sizeof(ulong)..]));
        }
    }

    /// <summary>Takes the block that says how long two texts were, in bytes.</summary>
    public void AddLengths(int first, int second) => Mix((ulong)first * 8, (ulong)second * 8);

    /// <summary>Writes the hash: 16 bytes.</summary>
    public readonly void Write(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[sizeof(ulong)..], low);
    }

    // Multiplies by the key in GF(2^128), bit by bit (6.3): break-glass files are small. A mask of ones or zeros stands in for each branch.
    private void Mix(ulong upper, ulong lower)
    {
        var (left, right) = (high ^ upper, low ^ lower);
        var (addendHigh, addendLow) = (keyHigh, keyLow);
        (high, low) = (0, 0);
        for (var bit = 0; bit < 128; bit++)
        {
            var taken = unchecked(0 - (left >> 63));
            (left, right) = (left << 1 | right >> 63, right << 1);
            high ^= addendHigh & taken;
            low ^= addendLow & taken;
            var reduced = unchecked(0 - (addendLow & 1)) & Reduction;
            addendLow = addendLow >> 1 | addendHigh << 63;
            addendHigh = addendHigh >> 1 ^ reduced;
        }
    }
}
