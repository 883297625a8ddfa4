using HyOps.Core.Problems;

namespace HyOps.Contracts.Reading;

/// <summary>api_version and kind, which every file of ours starts with.</summary>
internal static class FormatHeader
{
    public const string ApiVersion = "hybridops/v1";

    public static void Check(MapReader reader, string kind, ProblemList problems)
    {
        CheckOne(reader, "api_version", ApiVersion, problems);
        CheckOne(reader, "kind", kind, problems);
    }

    private static void CheckOne(MapReader reader, string key, string expected, ProblemList problems)
    {
        if (reader.Text(key, required: true) is { } text && text != expected)
        {
            problems.Error(
                ProblemCodes.UnknownFormat, reader.LocationOf(key), $"{key} is '{Shown.Text(text)}', and only {expected} is read here",
                $"Write '{key}: {expected}'.", key);
        }
    }
}
