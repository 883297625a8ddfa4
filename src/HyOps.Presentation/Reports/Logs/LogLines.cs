using System.Globalization;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Presentation.Reports.Logs;

/// <summary>The lines of one log as list items, each with its number and an anchor, within a number of characters: the middle gives way.</summary>
internal sealed class LogLines
{
    private const int LongestLine = 4000;
    private readonly Masker masker;
    private readonly string prefix;
    private readonly List<(long Number, string Text)> lines;
    private readonly LogExcerpt excerpt;

    private LogLines(LogExcerpt excerpt, Masker masker, string prefix)
    {
        this.masker = masker;
        this.prefix = prefix;
        this.excerpt = excerpt;
        lines = [.. excerpt.Head.Select((text, index) => (index + 1L, text)), .. excerpt.Tail.Select((text, index) => (excerpt.TailStart + index, text))];
    }

    /// <summary>The first lines as markup.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The last lines as markup; empty where the head is all of the log.</summary>
    public string Tail { get; private set; } = "";

    /// <summary>The number of the tail's first line.</summary>
    public long TailStart { get; private set; }

    /// <summary>How many lines are left out between them.</summary>
    public long Omitted { get; private set; }

    /// <summary>Renders a log.</summary>
    /// <param name="excerpt">What was read of it.</param>
    /// <param name="masker">What must never be seen.</param>
    /// <param name="prefix">What the anchors start with.</param>
    /// <param name="budget">At most about so many characters; one line always fits.</param>
    public static LogLines Render(LogExcerpt excerpt, Masker masker, string prefix, long budget)
    {
        var all = new LogLines(excerpt, masker, prefix);
        all.Fill(budget);
        return all;
    }

    private void Fill(long budget)
    {
        var head = new StringBuilder();
        var first = 0;
        for (var gap = excerpt.Omitted > 0 ? excerpt.Head.Count : lines.Count; first < gap && (first == 0 || head.Length < budget / 2); first++)
        {
            head.Append(Item(first));
        }

        var tail = new List<string>();
        var (last, used) = (lines.Count, head.Length);
        while (last > first && last > (excerpt.Omitted > 0 ? excerpt.Head.Count : 0) && used < budget)
        {
            tail.Add(Item(last - 1));
            used += tail[^1].Length;
            last--;
        }

        tail.Reverse();
        Omitted = excerpt.Omitted + last - first;
        TailStart = last < lines.Count ? lines[last].Number : 0;
        (Head, Tail) = Omitted > 0 ? (head.ToString(), string.Concat(tail)) : (head.ToString() + string.Concat(tail), "");
    }

    private string Item(int index)
    {
        var (number, text) = lines[index];
        var masked = masker.Mask(text);
        var cut = masked.Length > LongestLine;
        var shown = AnsiLine.Render(cut ? masked[..LongestLine] : masked);
        var before = excerpt.TailIsPart && index == lines.Count - 1 ? "<i class=\"cut\">… the end of a longer line: </i>" : "";
        var after = cut ? string.Create(CultureInfo.InvariantCulture, $"<i class=\"cut\"> … {masked.Length - LongestLine:N0} more characters</i>")
            : excerpt.HeadIsPart && index == 0 ? "<i class=\"cut\"> … the line goes on</i>" : "";
        return string.Create(CultureInfo.InvariantCulture, $"<li id={prefix}-{number}>{before}{shown}{after}\n");
    }
}
