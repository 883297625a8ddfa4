using HyOps.Core.Redaction.Keyed;
using HyOps.Core.Redaction.Search;
using HyOps.Core.Redaction.Views;

namespace HyOps.Core.Redaction;

/// <summary>Takes masked bytes; they are valid during the call only.</summary>
/// <param name="masked">The bytes.</param>
public delegate void MaskedBytes(ReadOnlySpan<byte> masked);

/// <summary>
/// Masks one stream of bytes, however it is cut into chunks: a byte is masked when it lies in any occurrence of any form, in the text or in
/// what a view shows of it; each run of such bytes becomes one <c>***</c>. It holds back only what may still be the start of a form, so that a
/// prompt without a line end comes out at once. Allocates nothing for a clean chunk. Not thread-safe.
/// </summary>
public sealed class MaskingPipe
{
    private const int SliceSize = 64 * 1024;
    private readonly Func<MaskSet> current;
    private readonly MaskedBytes sink;
    private readonly KeyedValues? keyed;
    private readonly ViewSearch views;
    private readonly List<Match> matches = [];
    private byte[] buffer = [];

    /// <summary>How many bytes the buffer keeps: those that are out already, as what stands before the others, and those that are held back.</summary>
    private int kept;

    /// <summary>How many of them are out, or are a part of a match whose <c>***</c> is out.</summary>
    private int done;

    /// <summary>How many are out in any case: what follows may still be looked at as a start.</summary>
    private int decided;

    private bool endsMasked;

    internal MaskingPipe(Func<MaskSet> current, MaskedBytes sink, bool keyedNames = false, FormSeen? seen = null)
    {
        this.current = current;
        this.sink = sink;
        keyed = keyedNames ? new KeyedValues() : null;
        views = new ViewSearch { Seen = seen };
    }

    /// <summary>Told when something is masked.</summary>
    internal Action? Masked { get; init; }

    private static ReadOnlySpan<byte> Replacement => "***"u8;

    /// <summary>Masks more bytes of the stream.</summary>
    /// <param name="bytes">The next bytes; chunks end anywhere.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var forms = current().Forms;
        while (!bytes.IsEmpty)
        {
            var slice = bytes[..Math.Min(bytes.Length, SliceSize)];
            bytes = bytes[slice.Length..];
            Pass(forms, kept == 0 ? slice : Joined(slice), isLast: false);
        }
    }

    /// <summary>Says that the stream has ended, so that what was held back comes out.</summary>
    public void Complete() => Pass(current().Forms, buffer.AsSpan(0, kept), isLast: true);

    private ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> slice)
    {
        Reserve(kept + slice.Length);
        slice.CopyTo(buffer.AsSpan(kept));
        return buffer.AsSpan(0, kept + slice.Length);
    }

    private void Pass(FormSearch forms, ReadOnlySpan<byte> text, bool isLast)
    {
        matches.Clear();
        forms.Find(text, matches);
        KeepWords(text);
        var hold = isLast ? text.Length : forms.StartOfHeld(text);
        hold = Math.Min(hold, views.Find(text, forms, isLast, matches));
        var keep = hold;
        keyed?.Find(text, isLast, matches, ref hold, ref keep);
        hold = Math.Max(decided, isLast ? text.Length : views.Outside(hold));
        Emit(text, hold);
        keep = Math.Clamp(Math.Min(keep, hold - JoinedView.LookBack), 0, hold);
        Keep(text, views.Outside(keep), hold);
    }

    /// <summary>Of the short matches, leaves those that are words of their own, and tells about them all.</summary>
    private void KeepWords(ReadOnlySpan<byte> text)
    {
        var left = 0;
        for (var index = 0; index < matches.Count; index++)
        {
            var match = matches[index];
            if (!match.IsShort || ((match.Start == 0 || !FormSearch.IsWord(text[match.Start - 1])) && (match.End == text.Length || !FormSearch.IsWord(text[match.End]))))
            {
                views.Seen?.Invoke(text[match.Start..match.End], match.Start);
                matches[left++] = match;
            }
        }

        matches.RemoveRange(left, matches.Count - left);
    }

    /// <summary>Hands on everything before <paramref name="hold"/>, masked.</summary>
    private void Emit(ReadOnlySpan<byte> text, int hold)
    {
        if (matches.Count > 1)
        {
            matches.Sort();
        }

        foreach (var match in matches)
        {
            if (match.Start >= hold)
            {
                break; // Found again when the bytes before it are decided.
            }

            if (match.End > done)
            {
                PassOn(text, match.Start);
                Mask();
                done = match.End;
            }
        }

        PassOn(text, hold);
    }

    private void PassOn(ReadOnlySpan<byte> text, int end)
    {
        if (end > done)
        {
            sink(text[done..end]);
            done = end;
            endsMasked = false;
        }
    }

    private void Mask()
    {
        if (!endsMasked)
        {
            Masked?.Invoke();
            sink(Replacement);
            endsMasked = true;
        }
    }

    private void Keep(ReadOnlySpan<byte> text, int from, int hold)
    {
        var tail = text[from..];
        Reserve(tail.Length);
        tail.CopyTo(buffer);
        kept = tail.Length;
        done -= from;
        decided = hold - from;
        keyed?.Forget(from);
    }

    private void Reserve(int length)
    {
        if (buffer.Length < length)
        {
            Array.Resize(ref buffer, length <= 1024 ? 1024 : length + SliceSize);
        }
    }
}
