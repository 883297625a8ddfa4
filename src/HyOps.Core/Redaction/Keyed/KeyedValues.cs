using System.Text;
using HyOps.Core.Redaction.Search;
using HyOps.Core.Redaction.Views;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>
/// The second net: finds values that nobody registered, by the name that stands before them or by how they begin. One pass over the stream; each
/// place is judged once, with what stands around it, however the stream is cut. Not thread-safe.
/// </summary>
internal sealed class KeyedValues
{
    /// <summary>How far back a judgement looks.</summary>
    private const int LookBack = (2 * SecretNames.Longest) + 4;

    private static readonly StartFilter Starts = new(
        SecretNames.Starts.Concat(TokenShapes.Starts.Select(start => start.ToLowerInvariant())).Append("://").Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes), ignoreCase: true);

    private readonly List<Match> own = [];
    private int next;
    private ValueKind? open;

    /// <summary>Adds the values that are found.</summary>
    /// <param name="text">The bytes: what <see cref="Forget"/> left, and more.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    /// <param name="matches">Takes the values.</param>
    /// <param name="hold">The first place that must be held back; lowered.</param>
    /// <param name="keep">The first place that must be seen again; lowered.</param>
    internal void Find(ReadOnlySpan<byte> text, bool isLast, List<Match> matches, ref int hold, ref int keep)
    {
        if (open is { } kind)
        {
            Continue(text, kind, isLast);
        }

        if (open is null)
        {
            Judge(text, isLast, ref hold);
        }

        hold = open is null ? hold : Math.Min(hold, next);
        keep = Math.Min(keep, next - LookBack);
        matches.AddRange(own);
    }

    /// <summary>Says that the next text begins at a place of this one.</summary>
    internal void Forget(int from)
    {
        var left = 0;
        for (var index = 0; index < own.Count; index++)
        {
            var match = own[index];
            if (match.End > from)
            {
                own[left++] = new Match(Math.Max(0, match.Start - from), match.End - from);
            }
        }

        own.RemoveRange(left, own.Count - left);
        next -= from;
    }

    private void Continue(ReadOnlySpan<byte> text, ValueKind kind, bool isLast)
    {
        var start = next;
        next = kind.Read(text, start, isLast, out var ended);
        open = ended ? null : kind;
        Add(start, next);
    }

    private void Judge(ReadOnlySpan<byte> text, bool isLast, ref int hold)
    {
        for (var place = Starts.Next(text, next); place >= 0; place = Starts.Next(text, next))
        {
            next = place;
            var value = Read(text, place, isLast);
            switch (value.Answer)
            {
                case EditAnswer.Unfinished:
                    hold = value.Start < 0 ? hold : Math.Min(hold, value.Start);
                    return;
                case EditAnswer.Found:
                    Add(value.Start, value.End);
                    next = value.End;
                    open = value.Open;
                    break;
                default:
                    next = place + 1;
                    break;
            }

            if (open is not null)
            {
                return;
            }
        }

        next = Math.Max(next, text.Length - StartFilter.Width + 1);
        hold = isLast ? hold : Math.Min(hold, TokenShapes.StartOfHeld(text, next));
    }

    private void Add(int start, int end)
    {
        if (end > start)
        {
            own.Add(new Match(start, end));
        }
    }

    private static KeyedValue Read(ReadOnlySpan<byte> text, int place, bool isLast) => text[place] switch
    {
        (byte)':' => text[place..].StartsWith("://"u8) ? UserInfo.Read(text, place, isLast) : KeyedValue.None,
        (byte)'P' when text[place + 1] == (byte)'R' && PemBlock.Read(text, place, isLast) is { Answer: not EditAnswer.None } pem => pem,
        _ when TokenShapes.Read(text, place, isLast) is { Answer: not EditAnswer.None } token => token,
        _ => NamedValue.Read(text, place, isLast),
    };
}
