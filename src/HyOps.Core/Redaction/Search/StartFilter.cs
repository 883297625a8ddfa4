using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HyOps.Core.Redaction.Search;

/// <summary>
/// Finds the places where one of a few starts of four bytes may lie, sixteen places at once (32 where the processor can): for each of the four bytes two tables of sixteen
/// entries tell by its low and its high half in which of eight groups a start has it there; a place where one group is left after all eight
/// look-ups is a candidate. The method is known as "Teddy", from the Hyperscan library. Good for some dozens of starts; with hundreds every place is a candidate.
/// </summary>
internal sealed class StartFilter
{
    /// <summary>The bytes of a start that are looked at.</summary>
    internal const int Width = 4;

    private const int Groups = 8;
    private const byte CaseBit = 0x20;
    private readonly Vector128<byte>[] low = new Vector128<byte>[Width];
    private readonly Vector128<byte>[] high = new Vector128<byte>[Width];

    /// <param name="starts">The starts; of longer ones the first four bytes, and shorter ones take any byte at their end.</param>
    /// <param name="ignoreCase">Whether letters of both cases are the same; what is no letter may then be found for another byte, too.</param>
    internal StartFilter(IEnumerable<byte[]> starts, bool ignoreCase)
    {
        var sorted = starts.Order(ByteOrder.Instance).ToList();
        var (lows, highs) = (Tables(), Tables());
        for (var index = 0; index < sorted.Count; index++)
        {
            var group = (byte)(1 << (index * Groups / sorted.Count));
            for (var place = 0; place < Width; place++)
            {
                Allow(lows[place], highs[place], group, place < sorted[index].Length ? sorted[index][place] : null, ignoreCase);
            }
        }

        for (var place = 0; place < Width; place++)
        {
            low[place] = Vector128.Create(lows[place]);
            high[place] = Vector128.Create(highs[place]);
        }
    }

    /// <summary>The next place that may be a start; -1 where there is none. Places with less than four bytes behind them are not looked at.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="from">Where to begin.</param>
    internal int Next(ReadOnlySpan<byte> text, int from)
    {
        var place = from;
        var found = Avx2.IsSupported ? Next32(text, ref place) : Next16(text, ref place);
        for (; !found && place <= text.Length - Width; place++)
        {
            if (MayStart(text.Slice(place, Width)))
            {
                return place;
            }
        }

        return found ? place : -1;
    }

    // The tables are read once: the loops are the whole cost of clean text.
    private bool Next16(ReadOnlySpan<byte> text, ref int place)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var (low0, low1, low2, low3) = (low[0], low[1], low[2], low[3]);
        var (high0, high1, high2, high3) = (high[0], high[1], high[2], high[3]);
        for (var last = text.Length - Vector128<byte>.Count - Width + 1; place <= last; place += Vector128<byte>.Count)
        {
            ref var here = ref Unsafe.Add(ref first, place);
            var groups = At(ref here, 0, low0, high0) & At(ref here, 1, low1, high1) & At(ref here, 2, low2, high2) & At(ref here, 3, low3, high3);
            if (groups != Vector128<byte>.Zero)
            {
                place += BitOperations.TrailingZeroCount(~Vector128.Equals(groups, Vector128<byte>.Zero).ExtractMostSignificantBits());
                return true;
            }
        }

        return false;
    }

    private bool Next32(ReadOnlySpan<byte> text, ref int place)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        var (low0, low1, low2, low3) = (Twice(low[0]), Twice(low[1]), Twice(low[2]), Twice(low[3]));
        var (high0, high1, high2, high3) = (Twice(high[0]), Twice(high[1]), Twice(high[2]), Twice(high[3]));
        for (var last = text.Length - Vector256<byte>.Count - Width + 1; place <= last; place += Vector256<byte>.Count)
        {
            ref var here = ref Unsafe.Add(ref first, place);
            var groups = At(ref here, 0, low0, high0) & At(ref here, 1, low1, high1) & At(ref here, 2, low2, high2) & At(ref here, 3, low3, high3);
            if (groups != Vector256<byte>.Zero)
            {
                place += BitOperations.TrailingZeroCount(~Vector256.Equals(groups, Vector256<byte>.Zero).ExtractMostSignificantBits());
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> At(ref byte start, int place, Vector128<byte> low, Vector128<byte> high)
    {
        var bytes = Vector128.LoadUnsafe(ref start, (nuint)place);
        return Vector128.ShuffleNative(low, bytes & Vector128.Create((byte)0x0F)) & Vector128.ShuffleNative(high, bytes >>> 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> At(ref byte start, int place, Vector256<byte> low, Vector256<byte> high)
    {
        var bytes = Vector256.LoadUnsafe(ref start, (nuint)place);
        return Avx2.Shuffle(low, bytes & Vector256.Create((byte)0x0F)) & Avx2.Shuffle(high, bytes >>> 4);
    }

    // The processor looks the two halves of a register up apart.
    private static Vector256<byte> Twice(Vector128<byte> table) => Vector256.Create(table, table);

    private bool MayStart(ReadOnlySpan<byte> start)
    {
        var groups = byte.MaxValue;
        for (var place = 0; place < Width; place++)
        {
            groups &= (byte)(low[place][start[place] & 0x0F] & high[place][start[place] >> 4]);
        }

        return groups != 0;
    }

    private static byte[][] Tables() => [.. Enumerable.Range(0, Width).Select(_ => new byte[16])];

    private static void Allow(byte[] low, byte[] high, byte group, byte? value, bool ignoreCase)
    {
        for (var half = 0; half < 16; half++)
        {
            low[half] |= value is null || (value & 0x0F) == half ? group : (byte)0;
            high[half] |= value is null || value >> 4 == half || (ignoreCase && char.IsAsciiLetter((char)value) && (value ^ CaseBit) >> 4 == half) ? group : (byte)0;
        }
    }
}
