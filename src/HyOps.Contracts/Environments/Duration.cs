using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HyOps.Contracts.Environments;

/// <summary>Durations as people write them: <c>15m</c>, <c>1h30m</c>, <c>0s</c>.</summary>
public static partial class Duration
{
    /// <summary>Reads one.</summary>
    /// <param name="text">Days, hours, minutes and seconds, in this order, each at most once.</param>
    /// <returns>Null where the text is none.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match || text.Length == 0)
        {
            return null;
        }

        return new TimeSpan(Part(match, "d"), Part(match, "h"), Part(match, "m"), Part(match, "s"));
    }

    /// <summary>In the units that Go knows, too: <c>1h30m</c>, <c>36h</c>.</summary>
    /// <param name="duration">The duration; less than a second is dropped.</param>
    public static string Text(TimeSpan duration)
    {
        var text = new StringBuilder();
        Append((int)duration.TotalHours, 'h');
        Append(duration.Minutes, 'm');
        Append(duration.Seconds, 's');
        return text.Length == 0 ? "0s" : text.ToString();

        void Append(int count, char unit)
        {
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }
    }

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A((?<d>[0-9]{1,5})d)?((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,6})m)?((?<s>[0-9]{1,7})s)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
