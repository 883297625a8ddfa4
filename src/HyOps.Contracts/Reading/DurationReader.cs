using HyOps.Contracts.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Reading;

/// <summary>Reads durations longer than none.</summary>
internal static class DurationReader
{
    public static TimeSpan? Read(MapReader reader, string key, ProblemList problems, bool required = false)
    {
        var text = reader.Text(key, required);
        if (text is null || Duration.Parse(text) is { } duration && duration > TimeSpan.Zero)
        {
            return text is null ? null : Duration.Parse(text);
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} is '{Shown.Text(text)}', which is no duration above zero",
            "Write it with units, the largest first: 1h, 15m, 90s.", reader.PathOf(key));
        return null;
    }
}
