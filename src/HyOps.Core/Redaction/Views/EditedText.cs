namespace HyOps.Core.Redaction.Views;

/// <summary>The bytes that a view shows for a part of a text, and where in the text each of them stands.</summary>
internal sealed class EditedText
{
    private readonly List<Segment> segments = [];
    private byte[] shown = [];
    private int length;

    private readonly record struct Segment(int Shown, int Start, int End, bool IsEdit);

    /// <summary>What is shown.</summary>
    internal ReadOnlySpan<byte> Shown => shown.AsSpan(0, length);

    /// <summary>Begins again.</summary>
    internal void Clear()
    {
        segments.Clear();
        length = 0;
    }

    /// <summary>Adds a part of the text that is shown as it is.</summary>
    internal void AddPlain(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end > start)
        {
            segments.Add(new Segment(length, start, end, IsEdit: false));
            Reserve(end - start);
            text[start..end].CopyTo(shown.AsSpan(length));
            length += end - start;
        }
    }

    /// <summary>Adds an edit.</summary>
    internal void Add(Edit edit)
    {
        segments.Add(new Segment(length, edit.Start, edit.End, IsEdit: true));
        Reserve(sizeof(uint));
        for (var index = 0; index < edit.Length; index++)
        {
            shown[length++] = (byte)(edit.Shown >> (index * 8));
        }
    }

    /// <summary>Where in the text the byte stands that is shown at a place: the start of the edit, where it is one's.</summary>
    internal int StartOf(int place) => segments[IndexOf(place)] is { IsEdit: false } plain ? plain.Start + place - plain.Shown : segments[IndexOf(place)].Start;

    /// <summary>Where in the text the byte ends that is shown at a place.</summary>
    internal int EndOf(int place) => segments[IndexOf(place)] is { IsEdit: false } plain ? plain.Start + place - plain.Shown + 1 : segments[IndexOf(place)].End;

    /// <summary>Whether the two bytes are shown as they stand in the text, side by side.</summary>
    internal bool AreNeighbours(int left, int right) =>
        !segments[IndexOf(left)].IsEdit && !segments[IndexOf(right)].IsEdit && EndOf(left) == StartOf(right);

    /// <summary>The segment that shows a byte: the last one that begins at or before it, and shows something.</summary>
    private int IndexOf(int place)
    {
        var (low, high) = (0, segments.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = segments[middle].Shown <= place ? (middle, high) : (low, middle);
        }

        return low;
    }

    private void Reserve(int more)
    {
        if (shown.Length < length + more)
        {
            Array.Resize(ref shown, Math.Max(4096, 2 * (length + more)));
        }
    }
}
