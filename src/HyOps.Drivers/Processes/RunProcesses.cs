using System.Globalization;
using System.Text;
using HyOps.Core.Files;

namespace HyOps.Drivers.Processes;

/// <summary>The processes that a run started, on this machine: each carries the run's id in its environment, and so does all that it starts.</summary>
/// <param name="Living">Those that live.</param>
/// <param name="Hidden">Programs of other users that might be of the run and cannot be looked into: while there are any, nothing proves that the run is gone.</param>
public sealed record RunProcesses(IReadOnlyList<RunProcess> Living, IReadOnlyList<RunProcess> Hidden)
{
    private static readonly string[] Tools = ["terraform", "packer", "ansible"];

    /// <summary>Looks. Without <c>/proc</c> (macOS) nothing is seen, and the answer says so by a hidden process without a number.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="step">Only this step's; null is all of the run.</param>
    public static RunProcesses Of(string run, string? step = null)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return new([], [new RunProcess(0, "whatever runs: this system has no /proc")]);
        }

        List<RunProcess> living = [];
        List<RunProcess> hidden = [];
        var wanted = Variables(run, step);
        foreach (var id in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(static name => name!.All(char.IsAsciiDigit)))
        {
            Look(id!, wanted, living, hidden);
        }

        return new(living, hidden);
    }

    private static List<byte[]> Variables(string run, string? step) =>
        [.. new[] { $"HYOPS_RUN_ID={run}", step is null ? null : $"HYOPS_STEP={step}" }.OfType<string>().Select(Encoding.UTF8.GetBytes)];

    private static void Look(string id, List<byte[]> wanted, List<RunProcess> living, List<RunProcess> hidden)
    {
        string name = "";
        try
        {
            name = File.ReadAllText($"/proc/{id}/comm").TrimEnd('\n');
            var environment = File.ReadAllBytes($"/proc/{id}/environ");
            if (wanted.TrueForAll(variable => Holds(environment, variable)) && !IsDead(id))
            {
                living.Add(new RunProcess(int.Parse(id, CultureInfo.InvariantCulture), name));
            }
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            // It ended while we looked, or it is of another user.
            if (e is UnauthorizedAccessException && Array.Exists(Tools, tool => name.StartsWith(tool, StringComparison.Ordinal)))
            {
                hidden.Add(new RunProcess(int.Parse(id, CultureInfo.InvariantCulture), name));
            }
        }
    }

    // A dead process that nobody has waited for yet holds nothing any more.
    private static bool IsDead(string id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[stat.LastIndexOf(')')..] is [_, _, 'Z' or 'X', ..];
    }

    private static bool Holds(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> variable)
    {
        foreach (var part in environment.Split((byte)0))
        {
            if (environment[part].SequenceEqual(variable))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A process.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its program, as the system calls it.</param>
public sealed record RunProcess(int Id, string Name)
{
    /// <summary>For people: <c>terraform (process 4711)</c>.</summary>
    public override string ToString() => Id == 0 ? Name : $"{Name} (process {Id})";
}
