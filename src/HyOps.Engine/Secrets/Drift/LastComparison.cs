using System.Text.Json;
using System.Text.Json.Serialization;
using HyOps.Core.Files;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>
/// What the last comparison of all keys found, in <c>meta/comparison.json</c> below the runtime root: a recovery, which calls no authority, can tell from
/// it whether its bundle was in step. Names only.
/// </summary>
/// <param name="Authority">The authority's address.</param>
/// <param name="ComparedAt">When.</param>
/// <param name="Complete">Whether everything could be compared.</param>
/// <param name="BundleBehind">The keys that the bundle lacked, or had an older or another value of.</param>
public sealed record LastComparison(Uri Authority, DateTimeOffset ComparedAt, bool Complete, IReadOnlyList<string> BundleBehind)
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>Reads it; null where there was none.</summary>
    /// <param name="root">The runtime root.</param>
    /// <exception cref="FileProblemException">It cannot be read.</exception>
    public static LastComparison? Read(RuntimeRoot root)
    {
        var path = PathIn(root);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(PrivateFile.Read(path, LargestFile), LastComparisonJson.Default.LastComparison) : null;
        }
        catch (JsonException)
        {
            // A note that cannot be read is none: the next comparison writes it anew.
            return null;
        }
    }

    /// <summary>Notes a comparison of all keys.</summary>
    /// <param name="root">The runtime root.</param>
    /// <param name="report">What it found.</param>
    /// <param name="now">When.</param>
    /// <exception cref="FileProblemException">It cannot be written.</exception>
    public static void Note(RuntimeRoot root, DriftReport report, DateTimeOffset now)
    {
        var behind = report.Keys.Where(key => key.State is DriftState.BundleOlder or DriftState.Different or DriftState.MissingInBundle).Select(key => key.Name.Value);
        root.Prepare(root.MetaDirectory);
        AtomicFile.Write(PathIn(root), JsonSerializer.SerializeToUtf8Bytes(new LastComparison(report.Authority, now, report.IsComplete, [.. behind]), LastComparisonJson.Default.LastComparison));
    }

    private static string PathIn(RuntimeRoot root) => Path.Combine(root.MetaDirectory, "comparison.json");
}

/// <summary>JSON for <see cref="LastComparison"/>, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(LastComparison))]
internal sealed partial class LastComparisonJson : JsonSerializerContext;
