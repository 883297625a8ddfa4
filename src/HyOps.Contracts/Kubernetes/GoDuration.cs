using System.Globalization;
using System.Text.RegularExpressions;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Durations as Go reads them (https://pkg.go.dev/time#ParseDuration): <c>1h0m0s</c>, <c>1.5h</c>, <c>0</c>.</summary>
internal static partial class GoDuration
{
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var seconds = match.Groups["part"].Captures.Sum(part => Seconds(part.Value));
        return seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Seconds(string part)
    {
        var unit = part.TrimStart([.. "0123456789."]);
        return double.Parse(part.AsSpan(0, part.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit switch
        {
            "h" => 3600,
            "m" => 60,
            "s" => 1,
            "ms" => 1e-3,
            "ns" => 1e-9,
            _ => 1e-6,
        };
    }

    [GeneratedRegex(@"\A(?<part>([0-9]+\.?[0-9]*|\.[0-9]+)(h|ms|m|s|us|µs|ns))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
