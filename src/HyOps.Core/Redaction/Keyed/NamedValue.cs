namespace HyOps.Core.Redaction.Keyed;

/// <summary>Values behind a name that says what they are: assignments, JSON and YAML fields, options of a command line, headers, XML elements.</summary>
internal static class NamedValue
{
    private static readonly byte[][] Schemes = [.. new[] { "Bearer", "Basic", "Digest", "Token", "Negotiate", "ApiKey", "SharedKey", "AWS4-HMAC-SHA256", "bearer", "basic", "token" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>What stands at a place where the last part of a name may begin.</summary>
    internal static KeyedValue Read(ReadOnlySpan<byte> text, int place, bool isLast)
    {
        var cursor = new Cursor(text, place, isLast);
        while (cursor.At - place <= SecretNames.Longest && SecretNames.IsPart(cursor.Peek()))
        {
            cursor.At++;
        }

        if (cursor.RanOut)
        {
            return KeyedValue.NotYet;
        }

        var name = text[place..cursor.At];
        if (name.Length > SecretNames.Longest || !SecretNames.IsName(name) || (name.Length == 4 && !FollowsPart(text, place)))
        {
            return KeyedValue.None;
        }

        var found = Behind(ref cursor, name, place);
        return cursor.RanOut && found.Start < 0 ? KeyedValue.NotYet : found;
    }

    private static KeyedValue Behind(ref Cursor cursor, ReadOnlySpan<byte> name, int place)
    {
        var word = WordStart(cursor.Text, place);
        if (cursor.Peek() == (byte)'>')
        {
            cursor.At++;
            return IsElement(cursor.Text[..word]) ? Value(ref cursor, new ValueKind(ValueEnd.Element)) : KeyedValue.None;
        }

        if ((name[0] | 0x20) == 'b' && cursor.Peek() == (byte)' ')
        {
            cursor.SkipBlanks();
            return KeyedValue.Read(ref cursor, new ValueKind(ValueEnd.DottedToken), static value => value.Length >= 16 && Plausible.IsSecretInText(value));
        }

        cursor.TakeQuote();
        cursor.Take("]"u8);
        cursor.SkipBlanks();
        var separator = Separator(ref cursor);
        if (separator == 0)
        {
            return cursor.Text[word..].StartsWith("--"u8) && cursor.Text[cursor.At - 1] == (byte)' ' && cursor.Peek() != (byte)'-' ? AnyQuote(ref cursor, Plausible.IsSecret) : KeyedValue.None;
        }

        cursor.SkipBlanks();
        return (name[0] | 0x20, name.Length) switch
        {
            ('a', 13) => Authorization(ref cursor),
            ('c', 6) => Cookie(ref cursor),
            _ => AnyQuote(ref cursor, separator == (byte)':' ? Plausible.IsSecretInText : Plausible.IsSecret),
        };
    }

    private static byte Separator(ref Cursor cursor)
    {
        if (cursor.Take(":="u8) || cursor.Take("=>"u8))
        {
            return (byte)'=';
        }

        // "==" compares, "::" names a part of something.
        var separator = cursor.Peek();
        if (separator is not ((byte)'=' or (byte)':'))
        {
            return 0;
        }

        cursor.At++;
        return cursor.Peek() == separator ? (byte)0 : separator;
    }

    private static KeyedValue AnyQuote(ref Cursor cursor, KeyedValue.Judge judge) =>
        cursor.TakeQuote() is { } quoted ? Value(ref cursor, quoted) : KeyedValue.Read(ref cursor, new ValueKind(ValueEnd.Word), judge);

    private static KeyedValue Value(ref Cursor cursor, ValueKind kind) => KeyedValue.Read(ref cursor, kind, Plausible.IsSecret);

    private static KeyedValue Authorization(ref Cursor cursor)
    {
        var quoted = cursor.TakeQuote();
        foreach (var scheme in Schemes)
        {
            if (cursor.Take(scheme) && cursor.Peek() == (byte)' ')
            {
                cursor.SkipBlanks();
                return KeyedValue.Read(ref cursor, quoted ?? new ValueKind(ValueEnd.Line), Plausible.IsSecret);
            }
        }

        return cursor.RanOut ? KeyedValue.NotYet : KeyedValue.Read(ref cursor, quoted ?? new ValueKind(ValueEnd.Word), Plausible.IsSecretInText);
    }

    private static KeyedValue Cookie(ref Cursor cursor) =>
        KeyedValue.Read(ref cursor, cursor.TakeQuote() ?? new ValueKind(ValueEnd.Line), static value => value.IndexOf((byte)'=') > 0);

    // With or without a namespace's prefix.
    private static bool IsElement(ReadOnlySpan<byte> before) =>
        before is [.., (byte)'<'] || (before is [.., (byte)':'] && WordStart(before, before.Length - 1) is var prefix and > 0 && before[prefix - 1] == (byte)'<');

    private static bool FollowsPart(ReadOnlySpan<byte> text, int place) => place > 0 && text[place - 1] is (byte)'_' or (byte)'-';

    private static int WordStart(ReadOnlySpan<byte> text, int place)
    {
        var start = place;
        while (start > 0 && place - start < SecretNames.Longest && SecretNames.IsPart(text[start - 1]))
        {
            start--;
        }

        return start;
    }
}
