using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HyOps.Vault.Sops;

/// <summary>
/// AES-GCM (NIST SP 800-38D) for an IV of any length: SOPS takes 32 bytes, and .NET's <see cref="AesGcm"/> 12 only.
/// </summary>
internal static class GaloisCounterMode
{
    /// <summary>The only tag that is taken: a shorter one is easier to forge.</summary>
    public const int TagLength = 16;
    private const int Block = 16;
    private const int UsualIv = 12;

    /// <summary>Encrypts.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="iv">At least one byte, never used before with this key.</param>
    /// <param name="associated">What the tag binds the text to.</param>
    /// <param name="text">The text.</param>
    /// <returns>The encrypted text, as long as the text, and its tag of 16 bytes.</returns>
    public static (byte[] Cipher, byte[] Tag) Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> text)
    {
        Span<byte> counter = stackalloc byte[Block];
        var tag = new byte[TagLength];
        var cipher = text.ToArray();
        var hash = Begin(key, iv, counter);
        Span<byte> next = stackalloc byte[Block];
        counter.CopyTo(next);
        Crypt(key, next, cipher);
        WriteTag(key, hash, counter, associated, cipher, tag);
        return (cipher, tag);
    }

    /// <summary>Checks the tag, then decrypts.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="iv">At least one byte.</param>
    /// <param name="associated">What the tag binds the text to.</param>
    /// <param name="cipher">The encrypted text.</param>
    /// <param name="tag">16 bytes.</param>
    /// <returns>The text; null where the tag does not fit: then not a byte was decrypted.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag)
    {
        Span<byte> counter = stackalloc byte[Block];
        Span<byte> expected = stackalloc byte[TagLength];
        WriteTag(key, Begin(key, iv, counter), counter, associated, cipher, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, tag))
        {
            return null;
        }

        var text = cipher.ToArray();
        Crypt(key, counter, text);
        return text;
    }

    private static GaloisHash Begin(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, Span<byte> counter)
    {
        Span<byte> hashKey = stackalloc byte[Block];
        hashKey.Clear();
        CounterMode.Apply(key, new byte[Block], hashKey);
        FirstCounter(hashKey, iv, counter);
        var hash = new GaloisHash(hashKey);
        CryptographicOperations.ZeroMemory(hashKey);
        return hash;
    }

    private static void WriteTag(ReadOnlySpan<byte> key, GaloisHash hash, ReadOnlySpan<byte> firstCounter, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> cipher, Span<byte> tag)
    {
        hash.Add(associated);
        hash.Add(cipher);
        hash.AddLengths(associated.Length, cipher.Length);
        hash.Write(tag);
        CounterMode.Apply(key, firstCounter, tag);
    }

    // J0 of 7.1: the IV itself with a counter of 1 where it has 12 bytes, else its hash.
    private static void FirstCounter(ReadOnlySpan<byte> hashKey, ReadOnlySpan<byte> iv, Span<byte> counter)
    {
        counter.Clear();
        if (iv.Length == UsualIv)
        {
            iv.CopyTo(counter);
            counter[^1] = 1;
            return;
        }

        var hash = new GaloisHash(hashKey);
        hash.Add(iv);
        hash.AddLengths(0, iv.Length);
        hash.Write(counter);
    }

    // Only the last 32 bits count here, and wrap; the whole block counts in our counter mode.
    private static void Crypt(ReadOnlySpan<byte> key, Span<byte> counter, Span<byte> text)
    {
        var last = counter[^sizeof(uint)..];
        var next = unchecked(BinaryPrimitives.ReadUInt32BigEndian(last) + 1);
        BinaryPrimitives.WriteUInt32BigEndian(last, next);
        var untilWrap = (int)Math.Min(text.Length, ((long)uint.MaxValue - next + 1) * Block);
        CounterMode.Apply(key, counter, text[..untilWrap]);
        last.Clear();
        CounterMode.Apply(key, counter, text[untilWrap..]);
    }
}
