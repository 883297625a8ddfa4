using HyOps.Core.Commands;

namespace HyOps.Engine.Setup;

/// <summary>A package manager's failure, in words for the operator.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">What failed, and what the manager said last.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record InstallFailure(InstallFailureKind Kind, string Message, string Fix)
{
    // The managers run in an English locale, so their words are these. The first kind that matches wins: a full disk also breaks downloads.
    private static readonly (InstallFailureKind Kind, string[] Words)[] Signs =
    [
        (InstallFailureKind.DiskFull, ["No space left on device", "enough free space", "not enough free disk space", "Disk full"]),
        (InstallFailureKind.Locked, ["Could not get lock", "Unable to lock", "unable to lock database", "is held by process", "another process"]),
        (InstallFailureKind.HalfInstalled, ["dpkg was interrupted", "--fix-broken install"]),
        (InstallFailureKind.NotPermitted, ["Permission denied", "are you root", "Read-only file system", "you are root", "superuser privileges", "a password is required", "not allowed to execute"]),
        (InstallFailureKind.UnknownPackage, ["Unable to locate package", "has no installation candidate", "Unable to find a match", "No match for argument", "target not found", "unable to select packages", "No available formula"]),
        (InstallFailureKind.Network, ["Temporary failure resolving", "Could not resolve", "Failed to fetch", "Unable to fetch", "Could not connect", "Network is unreachable", "temporary error", "failed to retrieve", "Curl error", "Cannot download", "404  Not Found"]),
    ];

    /// <summary>Reads a failure out of what the manager printed.</summary>
    /// <param name="command">The command, as people may read it.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="printed">The end of what it printed, masked.</param>
    public static InstallFailure Read(string command, CommandResult result, string printed)
    {
        var kind = result.TimedOut ? InstallFailureKind.TimedOut : KindOf(printed);
        var end = result.TimedOut ? "took too long and was interrupted" : $"ended with exit code {result.ExitCode}";
        return new InstallFailure(kind, $"'{command}' {end}{Telling(kind, printed)}", FixOf(kind, command));
    }

    private static InstallFailureKind KindOf(string printed) =>
        Signs.FirstOrDefault(sign => sign.Words.Any(word => printed.Contains(word, StringComparison.OrdinalIgnoreCase))).Kind;

    private static string Telling(InstallFailureKind kind, string printed)
    {
        var lines = printed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var words = Signs.FirstOrDefault(sign => sign.Kind == kind).Words ?? [];
        var line = Array.Find(lines, candidate => words.Any(word => candidate.Contains(word, StringComparison.OrdinalIgnoreCase))) ?? lines.LastOrDefault();
        return line is null ? "" : $": {line}";
    }

    private static string FixOf(InstallFailureKind kind, string command) => kind switch
    {
        InstallFailureKind.DiskFull => "free some space ('df -h' says where it lacks), then run setup again",
        InstallFailureKind.Locked => "another package manager is at work: let it end, then run setup again",
        InstallFailureKind.HalfInstalled => "an earlier installation was interrupted: run 'sudo dpkg --configure -a' and 'sudo apt-get --fix-broken install', then setup again",
        InstallFailureKind.NotPermitted => "only root may install: run setup as root or with --sudo, on a file system that can be written",
        InstallFailureKind.UnknownPackage => "this system's repositories lack it: get it by hand, as said beside it",
        InstallFailureKind.Network => "check the network, the proxy and the package sources of this machine, then run setup again",
        InstallFailureKind.TimedOut => $"run '{command}' yourself and see where it waits",
        _ => $"run '{command}' yourself and see what it says",
    };
}
