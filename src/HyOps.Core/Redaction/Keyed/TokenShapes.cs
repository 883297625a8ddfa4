using System.Text;

namespace HyOps.Core.Redaction.Keyed;

/// <summary>Tokens that are known by how they begin.</summary>
internal static class TokenShapes
{
    /// <summary>A token of this form: what it begins with, how many characters follow at least, and whether it holds dots.</summary>
    private readonly record struct Shape(byte[] Prefix, int Least, bool IsDotted = false);

    private static readonly Shape[] Shapes =
    [
        .. new[] { "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_" }.Select(prefix => Of(prefix, 20)), // GitHub
        Of("glpat-", 20), // GitLab
        Of("AKIA", 16), Of("ASIA", 16), // AWS
        Of("AIza", 30), // Google
        .. new[] { "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-" }.Select(prefix => Of(prefix, 10)), // Slack
        Of("hvs.", 20, isDotted: true), Of("hvb.", 20, isDotted: true), // HashiCorp Vault
        Of("npm_", 30), Of("pypi-AgE", 30), Of("sk_live_", 16), Of("rk_live_", 16), Of("dop_v1_", 40),
        Of("AGE-SECRET-KEY-1", 40),
        Of("eyJ", 24, isDotted: true), // JSON Web Token, RFC 7519
    ];

    private static readonly Shape[][] ShapesOfByte = [.. Enumerable.Range(0, 256).Select(value => Shapes.Where(shape => shape.Prefix[0] == value).ToArray())];

    /// <summary>What they begin with, four bytes at most.</summary>
    internal static IEnumerable<string> Starts => Shapes.Select(shape => Encoding.ASCII.GetString(shape.Prefix.AsSpan(0, Math.Min(4, shape.Prefix.Length)))).Distinct();

    /// <summary>What stands at a place where a token may begin.</summary>
    internal static KeyedValue Read(ReadOnlySpan<byte> text, int place, bool isLast)
    {
        if (place > 0 && SecretNames.IsPart(text[place - 1]))
        {
            return KeyedValue.None;
        }

        foreach (var shape in ShapesOfByte[text[place]])
        {
            var cursor = new Cursor(text, place, isLast);
            if (cursor.Take(shape.Prefix))
            {
                var (least, dotted) = (shape.Prefix.Length + shape.Least, shape.IsDotted);
                cursor.At = place;
                return KeyedValue.Read(ref cursor, new ValueKind(dotted ? ValueEnd.DottedToken : ValueEnd.Token), value => value.Length >= least && (!dotted || value.Contains((byte)'.')));
            }

            if (cursor.RanOut)
            {
                return new KeyedValue(Views.EditAnswer.Unfinished, place);
            }
        }

        return KeyedValue.None;
    }

    /// <summary>Where a token may begin of which too little is there to be looked at; the text's length where none does.</summary>
    internal static int StartOfHeld(ReadOnlySpan<byte> text, int from)
    {
        for (var place = Math.Max(0, from); place < text.Length; place++)
        {
            foreach (var shape in Shapes)
            {
                if ((place == 0 || !SecretNames.IsPart(text[place - 1])) && shape.Prefix.AsSpan().StartsWith(text[place..]))
                {
                    return place;
                }
            }
        }

        return text.Length;
    }

    private static Shape Of(string prefix, int least, bool isDotted = false) => new(Encoding.ASCII.GetBytes(prefix), least, isDotted);
}
