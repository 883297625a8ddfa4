using System.Buffers.Binary;
using System.Numerics;

namespace HyOps.Core.Redaction.Search;

/// <summary>Says quickly that no pattern begins with the first four bytes of a text.</summary>
internal sealed class PrefixFilter
{
    private const int SlotsPerPattern = 32;
    private readonly ulong[] bits;
    private readonly int shift;

    /// <param name="patterns">The patterns, each of at least four bytes.</param>
    internal PrefixFilter(IEnumerable<byte[]> patterns)
    {
        var starts = patterns.Select(pattern => BinaryPrimitives.ReadUInt32LittleEndian(pattern)).ToHashSet();
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, starts.Count * SlotsPerPattern));
        shift = 32 - BitOperations.Log2((uint)slots);
        bits = new ulong[slots / 64];
        foreach (var start in starts)
        {
            var slot = Slot(start);
            bits[slot / 64] |= 1UL << (int)(slot % 64);
        }
    }

    /// <summary>False: no pattern begins so. Shorter texts always may.</summary>
    internal bool MayStart(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(uint))
        {
            return true;
        }

        var slot = Slot(BinaryPrimitives.ReadUInt32LittleEndian(text));
        return (bits[slot / 64] & (1UL << (int)(slot % 64))) != 0;
    }

    private uint Slot(uint start) => (start * 0x9E3779B1u) >> shift;
}
