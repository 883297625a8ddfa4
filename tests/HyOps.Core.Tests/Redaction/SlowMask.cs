using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Redaction.Views;

namespace HyOps.Core.Tests.Redaction;

/// <summary>What the masker must do, in the plainest way: every pattern at every place of the text and of all that each view shows of it.</summary>
internal static class SlowMask
{
    private static readonly IView[] Views = [new TerminalView(), new JoinedView(), new PercentView(), new BackslashView(), new EntityView(), new WrappedView(new TerminalView())];

    internal static byte[] Mask(MaskSet set, byte[] text)
    {
        var masked = new bool[text.Length];
        Mark(set, [.. text.Select((value, place) => new Shown(value, place, place + 1, IsEdit: false))], masked);
        foreach (var view in Views.Where(view => view is not WrappedView || set.Forms.HaveBlanks))
        {
            Mark(set, See(view, text), masked);
        }

        return [.. text.SelectMany((value, place) => !masked[place] ? [value] : place > 0 && masked[place - 1] ? Array.Empty<byte>() : "***"u8.ToArray())];
    }

    internal static string Mask(MaskSet set, string text) => Encoding.UTF8.GetString(Mask(set, Encoding.UTF8.GetBytes(text)));

    /// <summary>A byte of a view, with the part of the text that it stands for.</summary>
    private readonly record struct Shown(byte Value, int Start, int End, bool IsEdit);

    private static Shown[] See(IView view, byte[] text)
    {
        var shown = new List<Shown>();
        for (var place = 0; place < text.Length;)
        {
            if (view.Triggers.Contains(text[place]) && view.Read(text, place, out var edit) is EditAnswer.Found)
            {
                shown.AddRange(Enumerable.Range(0, edit.Length).Select(index => new Shown((byte)(edit.Shown >> (index * 8)), edit.Start, edit.End, IsEdit: true)));
                place = edit.End;
            }
            else
            {
                shown.Add(new Shown(text[place], place, place + 1, IsEdit: false));
                place++;
            }
        }

        return [.. shown];
    }

    private static void Mark(MaskSet set, Shown[] shown, bool[] masked)
    {
        for (var start = 0; start < shown.Length; start++)
        {
            foreach (var (pattern, ignoreCase) in set.Forms.Exact.All.Select(pattern => (pattern, false)).Concat(set.Forms.Folded.All.Select(pattern => (pattern, true))))
            {
                var end = start + pattern.Length;
                if (end <= shown.Length
                    && Enumerable.Range(0, pattern.Length).All(index => Equal(shown[start + index].Value, pattern[index], ignoreCase))
                    && (pattern.Length >= 8 || (Ends(shown, start, start - 1) && Ends(shown, end - 1, end)))
                    && shown[end - 1].End - shown[start].Start <= ViewSearch.LongestSpan)
                {
                    Array.Fill(masked, true, shown[start].Start, shown[end - 1].End - shown[start].Start);
                }
            }
        }
    }

    private static bool Equal(byte left, byte right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToLowerInvariant((char)left) == right && char.IsAscii((char)left));

    /// <summary>Whether a word that has its edge inside ends there: at the end of all, at an edit, or before what is no letter or digit.</summary>
    private static bool Ends(Shown[] shown, int inside, int outside) =>
        outside < 0
        || outside >= shown.Length
        || shown[inside].IsEdit
        || shown[outside].IsEdit
        || (shown[inside].End != shown[outside].Start && shown[outside].End != shown[inside].Start)
        || !(char.IsAsciiLetterOrDigit((char)shown[outside].Value) || shown[outside].Value >= 0x80);
}
