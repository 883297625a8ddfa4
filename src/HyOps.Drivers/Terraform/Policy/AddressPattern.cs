using System.Text.RegularExpressions;

namespace HyOps.Drivers.Terraform.Policy;

/// <summary>
/// Patterns for resource addresses, with <c>*</c> for any characters. A pattern without a module (<c>azurerm_key_vault.*</c>) means the
/// resource in every module; one with a module (<c>module.db.*</c>) means all below it, wherever it is called from. One without an index
/// means every instance, so that a resource or module which gets a <c>count</c> does not lose its protection.
/// </summary>
internal static partial class AddressPattern
{
    /// <summary>Whether an address is meant.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="address">The address.</param>
    public static bool Matches(string pattern, string address) =>
        MatchesFrom(pattern, address) || (address.Contains('[', StringComparison.Ordinal) && MatchesFrom(pattern, Index().Replace(address, "")));

    private static bool MatchesFrom(string pattern, string address)
    {
        for (var rest = address; ; )
        {
            if (Glob(pattern, rest))
            {
                return true;
            }

            if (!rest.StartsWith("module.", StringComparison.Ordinal) || EndOfCall(rest) is not { } end)
            {
                return false;
            }

            rest = rest[end..];
        }
    }

    /// <summary>Where the part after <c>module.name["key"].</c> starts; a key may hold dots and quotes.</summary>
    private static int? EndOfCall(string address)
    {
        var quoted = false;
        for (var index = "module.".Length; index < address.Length; index++)
        {
            var c = address[index];
            if (quoted && c == '\\')
            {
                index++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '.' && !quoted)
            {
                return index + 1;
            }
        }

        return null;
    }

    /// <summary>Whether a text is as a pattern says, with <c>*</c> for any characters. Linear in practice: after a mismatch it goes on behind the last star only.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    public static bool Glob(string pattern, string text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    [GeneratedRegex("""\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]""")]
    private static partial Regex Index();
}
