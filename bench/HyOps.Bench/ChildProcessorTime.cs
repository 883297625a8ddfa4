using System.Globalization;

namespace HyOps.Bench;

/// <summary>
/// The processor time of all our ended children and theirs, in milliseconds, from Linux (proc(5), <c>stat</c>: cutime and cstime, in ticks of
/// 10 ms). Unlike the time on the wall, it hardly depends on who else uses the machine.
/// </summary>
public static class ChildProcessorTime
{
    private const string File = "/proc/self/stat";
    private const double MillisecondsPerTick = 10;

    // The fields behind the program's name, which may hold spaces: the third field comes first there.
    private const int ChildUser = 16 - 3;
    private const int ChildSystem = 17 - 3;

    /// <summary>The time so far; 0 where the system does not say.</summary>
    public static double Read()
    {
        if (!System.IO.File.Exists(File))
        {
            return 0;
        }

        var fields = System.IO.File.ReadAllText(File).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return MillisecondsPerTick * (double.Parse(fields[ChildUser], CultureInfo.InvariantCulture) + double.Parse(fields[ChildSystem], CultureInfo.InvariantCulture));
    }
}
