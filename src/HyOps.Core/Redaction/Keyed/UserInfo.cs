namespace HyOps.Core.Redaction.Keyed;

/// <summary>The password in a URL: <c>scheme://user:password@host</c>; and a token that stands in the user's place.</summary>
internal static class UserInfo
{
    private const int ShortestToken = 20;

    /// <summary>What stands behind a place where <c>://</c> is.</summary>
    internal static KeyedValue Read(ReadOnlySpan<byte> text, int place, bool isLast)
    {
        var start = place + 3;
        var end = start;
        while (end < text.Length && end - start <= KeyedValue.LongestJudged && text[end] > (byte)' ' && !"/?#\"'<>`\\),;|"u8.Contains(text[end]))
        {
            end++;
        }

        if (end - start > KeyedValue.LongestJudged)
        {
            return KeyedValue.None;
        }

        if (end == text.Length && !isLast)
        {
            return new KeyedValue(Views.EditAnswer.Unfinished, start);
        }

        var at = text[start..end].LastIndexOf((byte)'@');
        var colon = at < 0 ? -1 : text.Slice(start, at).IndexOf((byte)':');
        var secret = colon >= 0 ? (start + colon + 1)..(start + at) : start..(start + Math.Max(0, at));
        var isSecret = colon >= 0 ? Plausible.IsSecret(text[secret]) : at >= ShortestToken && Plausible.IsSecretInText(text[secret]);
        return at >= 0 && isSecret ? new KeyedValue(Views.EditAnswer.Found, secret.Start.Value, secret.End.Value) : KeyedValue.None;
    }
}
