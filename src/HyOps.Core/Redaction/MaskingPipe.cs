using HyOps.Core.Redaction.Search;

namespace HyOps.Core.Redaction;

/// <summary>Takes masked bytes; they are valid during the call only.</summary>
/// <param name="masked">The bytes.</param>
public delegate void MaskedBytes(ReadOnlySpan<byte> masked);

/// <summary>
/// Masks one stream of bytes, however it is cut into chunks: a byte is masked when it lies in any occurrence of any form, and occurrences
/// that overlap become one <c>***</c>. It holds back only what may still be the start of a form, so that a prompt without a line end comes
/// out at once. Allocates nothing for a clean chunk. Not thread-safe.
/// </summary>
public sealed class MaskingPipe
{
    private const int SliceSize = 64 * 1024;
    private readonly Func<MaskSet> current;
    private readonly MaskedBytes sink;
    private readonly List<Match> matches = [];
    private byte[] buffer = [];
    private int held;
    private int covered;

    internal MaskingPipe(Func<MaskSet> current, MaskedBytes sink)
    {
        this.current = current;
        this.sink = sink;
    }

    private static ReadOnlySpan<byte> Replacement => "***"u8;

    /// <summary>Masks more bytes of the stream.</summary>
    /// <param name="bytes">The next bytes; chunks end anywhere.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var patterns = current().Patterns;
        while (!bytes.IsEmpty)
        {
            var slice = bytes[..Math.Min(bytes.Length, SliceSize)];
            bytes = bytes[slice.Length..];
            var text = held == 0 ? slice : Joined(slice);
            patterns.Find(text, matches);
            Emit(text, patterns.StartOfHeld(text));
        }
    }

    /// <summary>Says that the stream has ended, so that what was held back comes out.</summary>
    public void Complete()
    {
        ReadOnlySpan<byte> text = buffer.AsSpan(0, held);
        current().Patterns.Find(text, matches);
        Emit(text, text.Length);
    }

    private ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> slice)
    {
        Reserve(held + slice.Length);
        slice.CopyTo(buffer.AsSpan(held));
        return buffer.AsSpan(0, held + slice.Length);
    }

    /// <summary>
    /// Hands on everything before <paramref name="hold"/>, masked. <see cref="covered"/> says how many bytes at the start of what is held
    /// are part of a match whose <c>***</c> is out already.
    /// </summary>
    private void Emit(ReadOnlySpan<byte> text, int hold)
    {
        var clean = covered;
        var end = covered;
        foreach (var match in matches)
        {
            if (match.Start > hold)
            {
                break; // Found again when the bytes before it are decided.
            }

            if (match.Start >= end)
            {
                Pass(text[clean..match.Start]);
                sink(Replacement);
            }

            end = Math.Max(end, match.End);
            clean = end;
        }

        Pass(text[Math.Min(clean, hold)..hold]);
        Keep(text[hold..]);
        covered = Math.Max(0, end - hold);
        matches.Clear();
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            sink(bytes);
        }
    }

    private void Keep(ReadOnlySpan<byte> tail)
    {
        Reserve(tail.Length);
        tail.CopyTo(buffer);
        held = tail.Length;
    }

    private void Reserve(int length)
    {
        if (buffer.Length < length)
        {
            Array.Resize(ref buffer, length <= 1024 ? 1024 : length + SliceSize);
        }
    }
}
