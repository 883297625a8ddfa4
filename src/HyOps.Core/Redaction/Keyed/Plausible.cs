using System.Buffers;
using System.Text;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>Tells values that may be secret from what else stands behind a secret's name.</summary>
internal static class Plausible
{
    private const int ShortestNumber = 6;
    private const int Shortest = 3;
    private static readonly SearchValues<byte> Signs = SearchValues.Create("!#$%^*+=@~?"u8);

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "true", "false", "null", "none", "nil", "yes", "no", "undefined", "string", "value", "values", "text", "name", "file", "path", "key",
            "password", "passwd", "secret", "token", "redacted", "hidden", "masked", "change_me", "changeme", "replace_me", "your_value", "required",
            "optional", "value_specified_in_no_log_parameter", "unset", "missing", "empty", "invalid", "expired", "sensitive",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] References = [.. new[] { "var.", "local.", "data.", "module.", "each.", "self.", "random_password.", "random_string.", "lookup(" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>May be: no placeholder, reference, path, small number, or word of a sentence about secrets.</summary>
    internal static bool IsSecret(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest || "${(<[*%"u8.Contains(value[0]) || IsPath(value) || (value.Length < ShortestNumber && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0))
        {
            return false;
        }

        foreach (var word in Words)
        {
            if (Ascii.EqualsIgnoreCase(value, word))
            {
                return false;
            }
        }

        foreach (var reference in References)
        {
            if (value.StartsWith(reference))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same where a sentence may go on: and no plain word either, but something with a digit, or with letters of both cases in its middle.</summary>
    internal static bool IsSecretInText(ReadOnlySpan<byte> value) =>
        value.Length >= 6 && IsSecret(value) && (value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 || HasInnerCapital(value) || value.IndexOfAny(Signs) is > 0 and var place && place < value.Length - 1);

    private static bool HasInnerCapital(ReadOnlySpan<byte> value) =>
        value[1..].IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 && value.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0;

    private static bool IsPath(ReadOnlySpan<byte> value)
    {
        var rest = value[0] is (byte)'.' or (byte)'~' or (byte)'@' ? value.TrimStart(".~@"u8) : value;
        if (rest.IsEmpty || rest[0] != (byte)'/')
        {
            return false;
        }

        foreach (var one in rest)
        {
            if (!char.IsAsciiLetterOrDigit((char)one) && !"/._-"u8.Contains(one))
            {
                return false;
            }
        }

        return true;
    }
}
