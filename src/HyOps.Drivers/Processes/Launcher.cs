using System.Diagnostics;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>
/// How a child gets a session and a process group of its own, and signals that do what they should.
/// <para>
/// .NET can do neither. <c>setsid PROGRAM …</c> (util-linux) makes the session and executes the program in its own place, so the pid stays.
/// </para>
/// <para>
/// Ignored signals are inherited. .NET ignores SIGPIPE, so that in a child <c>yes | head</c> would complain instead of end. A host that a
/// script started in the background has SIGINT ignored from birth: Python (Ansible) would never see its interrupt.
/// <c>env --default-signal</c> (GNU coreutils 8.31) in front of setsid puts the defaults back. Where it or setsid is missing (macOS,
/// BusyBox), Perl does both.
/// </para>
/// </summary>
internal static class Launcher
{
    private static readonly string[] Places = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin", "/run/current-system/sw/bin"];

    /// <summary>A PATH of the places where a system keeps its small programs.</summary>
    internal static string SearchPath { get; } = string.Join(':', Places);

    private const string PerlScript =
        "use POSIX (); $SIG{$_} = 'DEFAULT' for qw(INT QUIT HUP TERM PIPE); POSIX::setsid(); exec { $ARGV[0] } @ARGV or die \"exec $ARGV[0]: $!\\n\"";

    /// <summary>A start description that runs the program through the launcher, without environment and streams.</summary>
    /// <param name="program">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="CommandNotStartedException">There is no way here to give the child a session.</exception>
    internal static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments)
    {
        var words = Ways().FirstOrDefault() ?? throw CommandNotStartedException.NoLauncher();
        return new ProcessStartInfo(words[0], words.Skip(1).Append(program).Concat(arguments)) { UseShellExecute = false };
    }

    /// <summary>The same for a program that stays in our session, at our terminal. Where signals cannot be reset, they stay as we have them.</summary>
    /// <param name="program">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static ProcessStartInfo PrepareAtTerminal(string program, IEnumerable<string> arguments) =>
        Find("env") is { } env && IsGnu(env)
            ? new ProcessStartInfo(env, ["--default-signal=INT,QUIT,HUP,TERM,PIPE", program, .. arguments]) { UseShellExecute = false }
            : new ProcessStartInfo(program, arguments) { UseShellExecute = false };

    /// <summary>The words in front of the program, for each way that works here, the best one first.</summary>
    internal static IEnumerable<string[]> Ways()
    {
        var (setsid, env, perl) = (Find("setsid"), Find("env"), Find("perl"));
        if (setsid is not null && env is not null && IsGnu(env))
        {
            // env stands before setsid, so that a program whose path holds '=' is not taken for a variable.
            yield return [env, "--default-signal=INT,QUIT,HUP,TERM,PIPE", setsid];
        }

        if (perl is not null)
        {
            yield return [perl, "-e", PerlScript];
        }

        if (setsid is not null)
        {
            yield return [setsid];
        }
    }

    /// <summary>Other makes of env do not know the option; they are links to one program of many names.</summary>
    private static bool IsGnu(string env) =>
        OperatingSystem.IsLinux() && (File.ResolveLinkTarget(env, returnFinalTarget: true) is not { } target || target.Name is "env");

    private static string? Find(string name) => Places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
}
