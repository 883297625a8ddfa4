using System.Text;

namespace HyOps.Faults;

/// <summary>The processes of this machine.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until nothing of a site lives any more, for half a minute at most, and says so.</summary>
    /// <param name="site">The site, whose home every process of it has in its environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string> LeftOfAsync(Site site, CancellationToken cancellationToken)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (Of(site).ToList() is { Count: > 0 } living)
        {
            if (clock.Elapsed > Patience)
            {
                return $"alive: {string.Join(", ", living)}";
            }

            await Task.Delay(50, cancellationToken);
        }

        return "nothing alive";
    }

    private static IEnumerable<string> Of(Site site) => Directory.GetDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]) && Text(path, "environ").Contains($"HOME={site.Home}\0", StringComparison.Ordinal))
        .Select(path => Text(path, "comm").Trim());

    private static string Text(string process, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, file)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
