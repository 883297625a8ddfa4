using System.Diagnostics;
using System.Globalization;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>
/// How a child gets a session and a process group of its own, and a SIGINT that is not ignored.
/// <para>
/// .NET can do neither. On Linux <c>setsid PROGRAM …</c> (util-linux) makes the session and executes the program in its own place,
/// so the pid stays. Where there is no setsid (macOS), Perl, which is part of the system, does the same.
/// </para>
/// <para>
/// A host that a script started in the background has SIGINT ignored from birth; .NET leaves it so, every child inherits it, and Python
/// (Ansible) then never sees an interrupt. <c>env --default-signal</c> in front of setsid puts the default back.
/// </para>
/// </summary>
internal static class Launcher
{
    private static readonly string[] Places = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/opt/util-linux/bin", "/run/current-system/sw/bin"];

    private const string PerlScript =
        "use POSIX (); $SIG{$_} = 'DEFAULT' for qw(INT QUIT HUP TERM); POSIX::setsid(); exec { $ARGV[0] } @ARGV or die \"exec $ARGV[0]: $!\\n\"";

    /// <summary>A start description that runs the program through the launcher, without environment and streams.</summary>
    /// <param name="program">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="CommandNotStartedException">There is no way here to give the child a session.</exception>
    internal static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments)
    {
        var line = Prefix(InterruptIsIgnored()).Append(program).Concat(arguments).ToList();
        return new ProcessStartInfo(line[0], line.Skip(1)) { UseShellExecute = false };
    }

    /// <summary>The words in front of the program.</summary>
    internal static IEnumerable<string> Prefix(bool interruptIsIgnored)
    {
        var setsid = Find("setsid");
        if (setsid is not null && !interruptIsIgnored)
        {
            return [setsid];
        }

        // env stands before setsid, so that a program whose path holds '=' is not taken for a variable.
        if (setsid is not null && OperatingSystem.IsLinux() && Find("env") is { } env)
        {
            return [env, "--default-signal=INT,QUIT,HUP,TERM", setsid];
        }

        return Find("perl") is { } perl ? [perl, "-e", PerlScript] : throw CommandNotStartedException.NoLauncher();
    }

    /// <summary>Whether our own SIGINT is ignored, which children would inherit. Unknown (no /proc) counts as ignored: resetting does no harm.</summary>
    internal static bool InterruptIsIgnored()
    {
        const string status = "/proc/self/status";
        const string field = "SigIgn:";
        if (!File.Exists(status))
        {
            return true;
        }

        var line = File.ReadLines(status).First(line => line.StartsWith(field, StringComparison.Ordinal));
        var mask = ulong.Parse(line.AsSpan(field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask & (1UL << (Posix.Interrupt - 1))) != 0;
    }

    private static string? Find(string name) => Places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
}
