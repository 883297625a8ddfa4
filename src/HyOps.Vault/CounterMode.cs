using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HyOps.Vault;

/// <summary>
/// AES in counter mode (NIST SP 800-38A, 6.5), which .NET lacks, over its ECB: the whole block is a big-endian counter.
/// Encrypting and decrypting are the same.
/// </summary>
internal static class CounterMode
{
    private const int Block = 16;
    private const int BlocksAtOnce = 256;

    /// <summary>Changes the text in place.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="initialCounter">16 bytes.</param>
    /// <param name="text">Any number of bytes.</param>
    public static void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> initialCounter, Span<byte> text)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> stream = stackalloc byte[Block * BlocksAtOnce];
        var high = BinaryPrimitives.ReadUInt64BigEndian(initialCounter);
        var low = BinaryPrimitives.ReadUInt64BigEndian(initialCounter[sizeof(ulong)..]);
        for (var done = 0; done < text.Length; done += stream.Length)
        {
            Fill(stream, ref high, ref low);
            aes.EncryptEcb(stream, stream, PaddingMode.None);
            Xor(text[done..Math.Min(text.Length, done + stream.Length)], stream);
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    // Two halves and plain words: 128-bit integers and vectors of the machine's width cannot be compiled ahead of time, and a bundle is small.
    private static void Fill(Span<byte> stream, ref ulong high, ref ulong low)
    {
        for (var at = 0; at < stream.Length; at += Block)
        {
            BinaryPrimitives.WriteUInt64BigEndian(stream[at..], high);
            BinaryPrimitives.WriteUInt64BigEndian(stream[(at + sizeof(ulong))..], low);
            low = unchecked(low + 1);
            high = unchecked(high + (low == 0 ? 1UL : 0));
        }
    }

    private static void Xor(Span<byte> text, ReadOnlySpan<byte> stream)
    {
        var at = 0;
        for (; at <= text.Length - sizeof(ulong); at += sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(stream[at..]);
            BinaryPrimitives.WriteUInt64LittleEndian(text[at..], word);
        }

        for (; at < text.Length; at++)
        {
            text[at] ^= stream[at];
        }
    }
}
