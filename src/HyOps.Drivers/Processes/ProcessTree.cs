using System.Globalization;

namespace HyOps.Drivers.Processes;

/// <summary>
/// The processes that a child has brought into the world, also those that left its process group, read from <c>/proc</c>.
/// Where there is no /proc (macOS) the group is all that is known.
/// </summary>
internal static class ProcessTree
{
    private const int StartTimeField = 19;

    /// <summary>A process; its start time tells it from a later one of the same number.</summary>
    /// <param name="Id">The pid.</param>
    /// <param name="Started">Clock ticks since the boot.</param>
    internal readonly record struct Member(int Id, ulong Started);

    private readonly record struct Entry(Member Process, int Parent, int Group, int Session, bool IsDead);

    /// <summary>The living processes of the leader's session, and all descendants of it, without the leader itself.</summary>
    /// <param name="leader">The child's pid, which is its session too.</param>
    internal static IReadOnlyList<Member> Of(int leader)
    {
        var entries = Read();
        var members = entries.Where(entry => entry.Session == leader || entry.Group == leader).Select(entry => entry.Process.Id).Append(leader).ToHashSet();
        while (entries.Exists(entry => members.Contains(entry.Parent) && members.Add(entry.Process.Id)))
        {
        }

        return [.. entries.Where(entry => !entry.IsDead && entry.Process.Id != leader && members.Contains(entry.Process.Id)).Select(entry => entry.Process)];
    }

    /// <summary>Those that still live.</summary>
    /// <param name="members">Processes seen before.</param>
    internal static IEnumerable<Member> Living(IEnumerable<Member> members) =>
        members.Where(member => Read($"{member.Id}") is { IsDead: false } entry && entry.Process == member);

    /// <summary>Sends SIGKILL to the leader's group and to all members.</summary>
    /// <param name="leader">The child's pid.</param>
    /// <param name="members">The rest of its tree.</param>
    internal static void Kill(int leader, IEnumerable<Member> members)
    {
        _ = Posix.SignalGroup(leader, Posix.Kill);
        foreach (var member in Living(members))
        {
            _ = Posix.SignalProcess(member.Id, Posix.Kill);
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
            var process = new Member(id, ulong.Parse(fields[StartTimeField], CultureInfo.InvariantCulture));
            return new Entry(process, Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[0] is "Z" or "X");
        }
        catch (IOException)
        {
            return null; // It ended while we looked.
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
