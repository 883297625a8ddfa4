using System.Buffers;
using HyOps.Core.Redaction.Search;

namespace HyOps.Core.Redaction.Views;

/// <summary>Searches what the views show of a text, near their edits alone: everywhere else they show the text itself. Of one stream; not thread-safe.</summary>
internal sealed class ViewSearch
{
    /// <summary>A secret that escapes and colours spread over more than this is not looked for: so much must be held back at most.</summary>
    internal const int LongestSpan = 16 * 1024;

    private static readonly IView[] Views = [new TerminalView(), new JoinedView(), new PercentView(), new BackslashView(), new EntityView(), new WrappedView(new TerminalView())];
    private static readonly int WrappedBit = 1 << Array.FindIndex(Views, static view => view is WrappedView);
    private static readonly byte[] ViewsOfByte = [.. Enumerable.Range(0, 256).Select(value => (byte)Views.Index().Where(view => view.Item.Triggers.Contains((byte)value)).Sum(view => 1 << view.Index))];
    private static readonly SearchValues<byte> Triggers = SearchValues.Create([.. Enumerable.Range(0, 256).Where(value => ViewsOfByte[value] != 0).Select(value => (byte)value)]);

    private readonly List<Edit>[] edits = [.. Views.Select(_ => new List<Edit>())];
    private readonly int[] readUpTo = new int[Views.Length];

    /// <summary>Where a view's last edit begins that is not complete.</summary>
    private readonly int[] readableUpTo = new int[Views.Length];
    private readonly EditedText edited = new();
    private readonly List<Match> found = [];

    /// <summary>Told about each occurrence, as a view shows it; null where nobody wants to know.</summary>
    internal FormSeen? Seen { get; init; }

    /// <summary>Adds the occurrences in all views, as places of the text.</summary>
    /// <returns>The first place that must be held back.</returns>
    internal int Find(ReadOnlySpan<byte> text, FormSearch forms, bool isLast, List<Match> matches)
    {
        if (forms.Longest == 0)
        {
            Array.ForEach(edits, view => view.Clear());
            return text.Length;
        }

        ReadEdits(text, isLast, forms.HaveBlanks ? ~0 : ~WrappedBit);
        var hold = text.Length;
        for (var view = 0; view < edits.Length; view++)
        {
            var readable = text[..readableUpTo[view]];
            if (readable.Length < text.Length)
            {
                hold = Math.Min(hold, forms.StartOfHeld(readable));
            }

            for (var next = 0; next < edits[view].Count;)
            {
                hold = Math.Min(hold, FindAround(readable, readable.Length < text.Length, edits[view], ref next, forms, matches));
            }
        }

        return isLast ? text.Length : hold;
    }

    /// <summary>The place, or where the edit begins that it lies within: a text that was cut there would be read otherwise.</summary>
    internal int Outside(int place)
    {
        int before;
        do
        {
            before = place;
            foreach (var view in edits)
            {
                place = StartOfEdit(view, place);
            }
        }
        while (place != before);

        return place;
    }

    private static int StartOfEdit(List<Edit> view, int place)
    {
        for (var index = view.Count - 1; index >= 0 && view[index].End > place; index--)
        {
            if (view[index].Start < place)
            {
                return view[index].Start;
            }
        }

        return place;
    }

    private void ReadEdits(ReadOnlySpan<byte> text, bool isLast, int wanted)
    {
        Array.ForEach(edits, view => view.Clear());
        Array.Clear(readUpTo);
        Array.Fill(readableUpTo, text.Length);
        for (var at = text.IndexOfAny(Triggers); at >= 0;)
        {
            for (int left = ViewsOfByte[text[at]] & wanted, view = 0; left != 0; left >>= 1, view++)
            {
                if ((left & 1) != 0 && at >= readUpTo[view])
                {
                    Read(text, at, view, isLast);
                }
            }

            var next = text[(at + 1)..].IndexOfAny(Triggers);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private void Read(ReadOnlySpan<byte> text, int at, int view, bool isLast)
    {
        switch (Views[view].Read(text, at, out var edit))
        {
            case EditAnswer.Found:
                edits[view].Add(edit);
                readUpTo[view] = edit.End;
                break;
            case EditAnswer.Unfinished when !isLast:
                readUpTo[view] = text.Length;
                readableUpTo[view] = at;
                break;
        }
    }

    /// <summary>Searches one group of edits that are near each other, with as much before and behind it as the longest pattern has.</summary>
    private int FindAround(ReadOnlySpan<byte> text, bool goesOn, List<Edit> view, ref int next, FormSearch forms, List<Match> matches)
    {
        var margin = forms.Longest + 1;
        var start = Math.Max(0, view[next].Start - margin);
        var end = start;
        edited.Clear();
        do
        {
            edited.AddPlain(text, end, view[next].Start);
            edited.Add(view[next]);
            end = view[next++].End;
        }
        while (next < view.Count && view[next].Start - end <= margin);

        var last = Math.Min(text.Length, end + margin);
        edited.AddPlain(text, end, last);
        found.Clear();
        forms.Find(edited.Shown, found);
        foreach (var match in found)
        {
            Take(match, startIsCut: start > 0, endIsCut: goesOn || last < text.Length, matches);
        }

        return last < text.Length ? text.Length : StartOfHeld(text.Length, forms);
    }

    private void Take(Match match, bool startIsCut, bool endIsCut, List<Match> matches)
    {
        var place = new Match(edited.StartOf(match.Start), edited.EndOf(match.End - 1));
        if (place.End - place.Start <= LongestSpan && (!match.IsShort || IsWordOfItsOwn(match, startIsCut, endIsCut)))
        {
            Seen?.Invoke(edited.Shown[match.Start..match.End], place.Start);
            matches.Add(place);
        }
    }

    // An edit beside it ends a word. What lies at a cut is far from any edit, and was judged in the text itself.
    private bool IsWordOfItsOwn(Match match, bool startIsCut, bool endIsCut)
    {
        var shown = edited.Shown;
        var before = match.Start == 0 ? !startIsCut : !edited.AreNeighbours(match.Start - 1, match.Start) || !FormSearch.IsWord(shown[match.Start - 1]);
        var behind = match.End == shown.Length ? !endIsCut : !edited.AreNeighbours(match.End - 1, match.End) || !FormSearch.IsWord(shown[match.End]);
        return before && behind;
    }

    private int StartOfHeld(int length, FormSearch forms)
    {
        var shown = edited.Shown;
        var place = forms.StartOfHeld(shown);
        while (place < shown.Length && length - edited.StartOf(place) > LongestSpan)
        {
            place += 1 + forms.StartOfHeld(shown[(place + 1)..]);
        }

        return place < shown.Length ? edited.StartOf(place) : length;
    }
}
