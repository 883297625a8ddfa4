using HyOps.Core.Redaction.Views;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>What stands at a place where a value may be that is secret by its name or its shape.</summary>
/// <param name="Answer">Whether there is one.</param>
/// <param name="Start">Where it begins; -1 where nobody knows yet.</param>
/// <param name="End">Up to where it is known.</param>
/// <param name="Open">How it goes on; null where it has ended.</param>
internal readonly record struct KeyedValue(EditAnswer Answer, int Start = -1, int End = -1, ValueKind? Open = null)
{
    /// <summary>A longer value is not judged: nothing but a secret is that long.</summary>
    internal const int LongestJudged = 512;

    /// <summary>There is none.</summary>
    internal static KeyedValue None { get; } = new(EditAnswer.None);

    /// <summary>What follows must be seen first; a value has not begun.</summary>
    internal static KeyedValue NotYet { get; } = new(EditAnswer.Unfinished);

    /// <summary>Reads a value and judges it.</summary>
    /// <param name="cursor">At its start.</param>
    /// <param name="kind">How it ends.</param>
    /// <param name="isSecret">Judges it.</param>
    internal static KeyedValue Read(ref Cursor cursor, ValueKind kind, Judge isSecret)
    {
        var start = cursor.At;
        var end = kind.Read(cursor.Text, start, cursor.IsLast, out var ended);
        cursor.At = end;
        if (end - start > LongestJudged)
        {
            return new KeyedValue(EditAnswer.Found, start, end, ended ? null : kind);
        }

        return !ended ? new KeyedValue(EditAnswer.Unfinished, start)
            : isSecret(cursor.Text[start..end]) ? new KeyedValue(EditAnswer.Found, start, end)
            : None;
    }

    /// <summary>Whether a value is secret.</summary>
    /// <param name="value">The value, of at most <see cref="LongestJudged"/> bytes.</param>
    internal delegate bool Judge(ReadOnlySpan<byte> value);
}
