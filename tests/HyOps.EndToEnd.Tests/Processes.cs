using System.Globalization;
using System.Text;

namespace HyOps.EndToEnd.Tests;

/// <summary>The processes of this machine.</summary>
internal static class Processes
{
    /// <summary>Those that live in one of the directories, or have its path in their environment: a child keeps it whoever its parent is.</summary>
    public static IReadOnlyList<int> Below(params string[] directories) =>
        [.. Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]) && Holds(path, directories))
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];

    /// <summary>Whether the watcher of a host is there.</summary>
    public static bool WatcherOf(int host) => Directory.GetDirectories("/proc").Any(path => CommandLineOf(path).EndsWith($"\0hyops-watch\0{host.ToString(CultureInfo.InvariantCulture)}\0", StringComparison.Ordinal));

    private static string CommandLineOf(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) ? Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "cmdline"))) : "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool Holds(string process, string[] directories)
    {
        try
        {
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "environ")));
            var directory = new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget ?? "";
            return directories.Any(path => environment.Contains($"HOME={path}", StringComparison.Ordinal) || directory.StartsWith(path, StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended in this moment, or is somebody else's.
            return false;
        }
    }
}
