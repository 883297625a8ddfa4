using System.Globalization;

namespace HyOps.Core.Configuration;

/// <summary>Whole numbers in the one decimal form that every reader writes back as it was.</summary>
internal static class CanonicalInteger
{
    // Beyond this JSON readers that use doubles would change the number.
    private const long Largest = 1L << 53;

    public static long? Parse(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.Length is 0 or > 16 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        if (digits[0] == '0' && text.Length > 1)
        {
            return null;
        }

        var value = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Math.Abs(value) <= Largest ? value : null;
    }
}
