using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
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
        var counter = BinaryPrimitives.ReadUInt128BigEndian(initialCounter);
        for (var done = 0; done < text.Length; done += stream.Length)
        {
            counter = Fill(stream, counter);
            aes.EncryptEcb(stream, stream, PaddingMode.None);
            Xor(text[done..Math.Min(text.Length, done + stream.Length)], stream);
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static UInt128 Fill(Span<byte> stream, UInt128 counter)
    {
        for (var at = 0; at < stream.Length; at += Block)
        {
            BinaryPrimitives.WriteUInt128BigEndian(stream[at..], counter++);
        }

        return counter;
    }

    private static void Xor(Span<byte> text, ReadOnlySpan<byte> stream)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(text);
        var wideStream = MemoryMarshal.Cast<byte, Vector<byte>>(stream);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] ^= wideStream[i];
        }

        for (var i = wide.Length * Vector<byte>.Count; i < text.Length; i++)
        {
            text[i] ^= stream[i];
        }
    }
}
