using HyOps.Core.Files;

namespace HyOps.Drivers.Processes;

/// <summary>
/// Which machine, which start of it and which view on its processes we have: only within the same three does "no such process" prove a death.
/// Read from <c>/proc</c>; all are null where there is none.
/// </summary>
/// <param name="Host">The host's name, as programs see it.</param>
/// <param name="BootId">Another after each start of the machine.</param>
/// <param name="Processes">The process namespace: a container has its own.</param>
public sealed record LocalMachine(string? Host, string? BootId, string? Processes)
{
    /// <summary>This machine, now.</summary>
    public static LocalMachine Read() => new(Text("/proc/sys/kernel/hostname"), Text("/proc/sys/kernel/random/boot_id"), LinkOf("/proc/self/ns/pid"));

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            return null;
        }
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            return null;
        }
    }
}
