using System.Globalization;
using HyOps.Engine.Runs.Retention;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>What a prune removed, and why the others stay.</summary>
public static class PruneView
{
    private const double Unit = 1024;

    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What was done.</param>
    /// <param name="dryRun">Whether it is only what would be done.</param>
    public static void Write(Screen screen, PruneResult result, bool dryRun)
    {
        foreach (var run in result.Removed)
        {
            screen.WriteLine($"{(dryRun ? "would remove" : "removed")}  {run.Run.Id}  {Size(run.Bytes)}", TextStyle.Changed);
        }

        foreach (var kept in result.Runs.GroupBy(run => run.KeptBecause).Where(group => group.Key is not null))
        {
            screen.WriteLine($"kept {kept.Count()}: {kept.Key}", TextStyle.Quiet);
        }

        if (result.Finished > 0)
        {
            screen.WriteLine($"finished {result.Finished} {(result.Finished == 1 ? "removal" : "removals")} that an earlier prune had begun");
        }

        screen.WriteLine($"{result.Removed.Count} of {result.Runs.Count} {(dryRun ? "would be removed, which frees" : "removed,")} {Size(result.FreedBytes)}{(dryRun ? "" : " freed")}");
    }

    private static string Size(long bytes)
    {
        var (size, unit) = bytes < Unit ? (bytes, "B") : bytes < Unit * Unit ? (bytes / Unit, "KiB") : bytes < Unit * Unit * Unit ? (bytes / Unit / Unit, "MiB") : (bytes / Unit / Unit / Unit, "GiB");
        return $"{size.ToString(bytes < Unit ? "0" : "0.0", CultureInfo.InvariantCulture)} {unit}";
    }
}
