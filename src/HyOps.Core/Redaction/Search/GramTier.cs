using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HyOps.Core.Redaction.Search;

/// <summary>
/// Searches patterns of similar length by sampling. A gram is four bytes. A pattern of at least L bytes holds, wherever it lies, one of its
/// first S = L - 3 grams at a place of the text that is a multiple of S. So only every S-th place of the text is looked at: its gram is
/// looked up in a bit table that fits the processor's cache, and only a hit is compared with the patterns that hold this gram.
/// Long secrets are therefore searched faster than memory is read; one of four characters costs a look at every byte.
/// </summary>
internal sealed class GramTier : ITier
{
    private const int GramLength = sizeof(uint);
    private const int LongestStride = 32;
    private const int MostEntries = 64 * 1024;
    private const uint CaseBits = 0x20202020;
    private const int SlotsPerGram = 32;
    private readonly int stride;
    private readonly int shift;
    private readonly uint folding;
    private readonly ulong[] bits;
    private readonly int[] buckets;
    private readonly Entry[] entries;

    private readonly record struct Entry(uint Gram, int Root, int Offset);

    /// <param name="roots">The patterns, of at least four bytes each, with their number in the set.</param>
    /// <param name="ignoreCase">Whether letters of both cases are the same.</param>
    internal GramTier(IReadOnlyCollection<(int Root, byte[] Pattern)> roots, bool ignoreCase)
    {
        // A wider stride reads less of the text, and needs a larger table: beyond the cache that costs more than it saves.
        folding = ignoreCase ? CaseBits : 0;
        stride = Math.Min(Math.Clamp(MostEntries / roots.Count, 8, LongestStride), roots.Min(root => root.Pattern.Length) - GramLength + 1);
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, roots.Count * stride * SlotsPerGram));
        shift = 32 - BitOperations.Log2((uint)slots);
        bits = new ulong[slots / 64];
        buckets = new int[(slots / SlotsPerGram) + 2];
        entries =
        [
            .. roots.SelectMany(root => Enumerable.Range(0, stride).Select(offset => new Entry(Gram(root.Pattern, offset), root.Root, offset)))
                .OrderBy(entry => Bucket(Slot(entry.Gram))),
        ];
        Index();
    }

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<byte> text, PatternSet set, List<Match> matches)
    {
        // Unchecked reads: this loop is the whole cost of clean text. The table is as long as the shift allows slots.
        ref var first = ref MemoryMarshal.GetReference(text);
        ref var table = ref MemoryMarshal.GetArrayDataReference(bits);
        var (step, distance, fold, last) = (stride, shift, folding, text.Length - GramLength);
        for (var place = 0; place <= last; place += step)
        {
            var gram = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, place)) | fold;
            var slot = (gram * Multiplier) >> distance;
            if ((Unsafe.Add(ref table, slot >> 6) & (1UL << (int)(slot & 63))) != 0)
            {
                Verify(gram, slot, place, text, set, matches);
            }
        }
    }

    private const uint Multiplier = 0x9E3779B1u;

    private uint Gram(byte[] pattern, int offset) => MemoryMarshal.Read<uint>(pattern.AsSpan(offset, GramLength)) | folding;

    private uint Slot(uint gram) => (gram * Multiplier) >> shift;

    private static int Bucket(uint slot) => (int)(slot / SlotsPerGram);

    private void Verify(uint gram, uint slot, int place, ReadOnlySpan<byte> text, PatternSet set, List<Match> matches)
    {
        var bucket = Bucket(slot);
        for (var index = buckets[bucket]; index < buckets[bucket + 1]; index++)
        {
            var entry = entries[index];
            if (entry.Gram == gram && place >= entry.Offset)
            {
                set.Verify(entry.Root, place - entry.Offset, text, matches);
            }
        }
    }

    private void Index()
    {
        foreach (var entry in entries)
        {
            var slot = Slot(entry.Gram);
            bits[slot >> 6] |= 1UL << (int)(slot & 63);
            buckets[Bucket(slot) + 1]++;
        }

        for (var bucket = 1; bucket < buckets.Length; bucket++)
        {
            buckets[bucket] += buckets[bucket - 1];
        }
    }
}
