using System.Globalization;

namespace HyOps.Drivers.Processes;

/// <summary>
/// The processes that a child has brought into the world, also those that left its process group, read from <c>/proc</c>.
/// Where there is no /proc (macOS) the group is all that is known.
/// </summary>
internal static class ProcessTree
{
    private readonly record struct Entry(int Id, int Parent, int Group, int Session, bool IsDead);

    /// <summary>The living processes of the leader's session, and all descendants of it, without the leader itself.</summary>
    /// <param name="leader">The child's pid, which is its session too.</param>
    internal static IReadOnlyList<int> Of(int leader)
    {
        var entries = Read();
        var members = entries.Where(entry => entry.Session == leader || entry.Group == leader).Select(entry => entry.Id).Append(leader).ToHashSet();
        while (entries.Exists(entry => members.Contains(entry.Parent) && members.Add(entry.Id)))
        {
        }

        return [.. entries.Where(entry => !entry.IsDead && entry.Id != leader && members.Contains(entry.Id)).Select(entry => entry.Id)];
    }

    /// <summary>Sends SIGKILL to the leader's group and to all of its tree.</summary>
    /// <param name="leader">The child's pid.</param>
    internal static void Kill(int leader)
    {
        // Listed first: an orphan of a killed parent no longer shows whose it was.
        var members = Of(leader);
        _ = Posix.SignalGroup(leader, Posix.Kill);
        foreach (var member in members)
        {
            _ = Posix.SignalProcess(member, Posix.Kill);
        }
    }

    private static List<Entry> Read() =>
        Directory.Exists("/proc")
            ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(Read).OfType<Entry>()]
            : [];

    private static Entry? Read(string? name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // pid (name) state ppid pgrp session …; the name may hold spaces and parentheses, hence the last one counts.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(id, Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[0] is "Z" or "X");
        }
        catch (IOException)
        {
            return null; // It ended while we looked.
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
