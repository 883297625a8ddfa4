namespace HyOps.Core.Files;

/// <summary>A file or directory that could not be used, with its path, the reason and the next step.</summary>
public sealed class FileProblemException : HyOpsException
{
    private FileProblemException(ExitCode exitCode, string path, FileProblem problem, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
        FilePath = path;
        Problem = problem;
    }

    /// <summary>The path as it was used.</summary>
    public string FilePath { get; }

    /// <summary>The reason.</summary>
    public FileProblem Problem { get; }

    /// <summary>What the system said about an attempt, in our words.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="attempt">What was tried: <c>cannot be written</c>.</param>
    /// <param name="cause">What the system threw.</param>
    public static FileProblemException From(string path, string attempt, Exception cause)
    {
        var problem = SystemErrors.ProblemOf(cause) is var seen && seen is FileProblem.Missing && StandsBelowFile(path) ? FileProblem.IsNotDirectory : seen;
        var (reason, nextStep) = Words(path, problem, cause);
        return new(ExitCode.OperatorError, path, problem, $"{path}: {attempt}: {reason}", nextStep, cause);
    }

    /// <summary>A symbolic link stands in the place of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">Where the link leads.</param>
    public static FileProblemException Link(string path, string target) =>
        new(ExitCode.Refused, path, FileProblem.SymbolicLink, $"{path}: refused: it is a symbolic link to {target}", $"put the file itself there, or name {target} directly");

    /// <summary>A directory stands in the place of a file.</summary>
    /// <param name="path">The file.</param>
    public static FileProblemException Directory(string path) =>
        new(ExitCode.OperatorError, path, FileProblem.IsDirectory, $"{path}: it is a directory where a file is expected", "move the directory away, or name another file");

    /// <summary>A file stands in the place of a directory.</summary>
    /// <param name="path">The directory.</param>
    public static FileProblemException NotDirectory(string path) =>
        new(ExitCode.OperatorError, path, FileProblem.IsNotDirectory, $"{path}: it is a file where a directory is expected", "move the file away, or name another directory");

    /// <summary>Group or others may do what only the owner should.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="what">What they may do: <c>read or change it</c>.</param>
    /// <param name="mode">Its mode.</param>
    /// <param name="wanted">The mode that it should have, in octal.</param>
    public static FileProblemException TooOpen(string path, string what, UnixFileMode mode, string wanted) =>
        new(ExitCode.Refused, path, FileProblem.TooOpen, $"{path}: refused: its mode is {FileModes.Octal(mode)}, so group or others may {what}", $"chmod {wanted} {FileModes.ShellQuoted(path)}");

    /// <summary>Somebody else owns the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="owner">The owner's numeric id.</param>
    /// <param name="user">Our own numeric id.</param>
    public static FileProblemException NotOwned(string path, uint owner, uint user) =>
        new(ExitCode.Refused, path, FileProblem.NotOwned, $"{path}: refused: user {owner} owns it, and this process runs as user {user}", $"make it yours: chown {user} {FileModes.ShellQuoted(path)}; or name a file of your own");

    /// <summary>The file is larger than it may be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes it may have.</param>
    public static FileProblemException TooLarge(string path, long limit) =>
        new(ExitCode.OperatorError, path, FileProblem.TooLarge, $"{path}: refused: it is larger than {limit} bytes", "check that this is the file you meant");

    /// <summary>Another process held the lock for as long as we were willing to wait.</summary>
    /// <param name="path">The file whose lock it is.</param>
    /// <param name="lockFile">The lock's own file.</param>
    /// <param name="waited">How long we waited.</param>
    public static FileProblemException Locked(string path, string lockFile, TimeSpan waited) =>
        new(ExitCode.Refused, path, FileProblem.Locked, $"{path}: another process has held its lock for {waited.TotalSeconds:0.#} s", $"wait for it and run again; this names it: fuser {FileModes.ShellQuoted(lockFile)}");

    /// <summary>No directory lies in memory, where plaintext may be for a while.</summary>
    /// <param name="places">The directories that were looked at.</param>
    public static FileProblemException NoMemory(IReadOnlyList<string> places) =>
        new(
            ExitCode.Refused, places.Count > 0 ? places[0] : "/dev/shm", FileProblem.NotInMemory,
            $"refused: plaintext may lie in memory only, and none of {string.Join(", ", places)} is a tmpfs that this user may write",
            "set XDG_RUNTIME_DIR to a directory on a tmpfs (mount -t tmpfs -o mode=0700 tmpfs DIR)");

    // .NET reports ENOTDIR as a missing directory, which would send people looking for the wrong thing.
    private static bool StandsBelowFile(string path)
    {
        var above = Path.GetDirectoryName(path);
        while (above is not null && !Path.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return File.Exists(above);
    }

    private static (string Reason, string NextStep) Words(string path, FileProblem problem, Exception cause) => problem switch
    {
        FileProblem.Missing => ("no such file or directory", $"check the path; this shows what is there: ls -la {FileModes.ShellQuoted(Path.GetDirectoryName(path) ?? "/")}"),
        FileProblem.Permission => ("permission denied", $"check owner and mode: ls -la {FileModes.ShellQuoted(path)}"),
        FileProblem.DiskFull => ("the disk or its quota is full; nothing was changed", $"free some space, then run again: df -h {FileModes.ShellQuoted(Path.GetDirectoryName(path) ?? "/")}"),
        FileProblem.ReadOnlyFileSystem => ("the file system is read-only", "remount it writable, or use another --root"),
        FileProblem.IsDirectory => ("it is a directory where a file is expected", "move the directory away, or name another file"),
        FileProblem.IsNotDirectory => ("a file stands where a directory is expected", "move the file away, or name another directory"),
        _ => (cause.Message, "correct what the system reports, then run again"),
    };
}
