using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Preflight;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>The runtime root can be written by us, and by nobody else.</summary>
/// <param name="root">The root.</param>
internal sealed class RootCheck(RuntimeRoot root) : ICheck
{
    /// <inheritdoc/>
    public string Name => "runtime-root";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private CheckResult Look()
    {
        var directory = ExistingAbove(root.FullPath);
        if (File.Exists(directory))
        {
            return CheckResult.Failed($"{directory} is a file where a directory is expected", "move it away, or name another --root");
        }

        if (DirectoryAccess.WhyNotWritable(directory) is { } refusal)
        {
            return CheckResult.Failed(refusal);
        }

        return directory == root.FullPath
            ? LookAtModes()
            : CheckResult.Ok($"{root} is not there yet; {directory} can be written, so the first run makes it");
    }

    private CheckResult LookAtModes()
    {
        foreach (var directory in OwnDirectories().Where(Directory.Exists))
        {
            var mode = File.GetUnixFileMode(directory);
            var fix = $"chmod 700 {FileModes.ShellQuoted(directory)}";
            if ((mode & FileModes.WriteOfOthers) != 0)
            {
                return CheckResult.Failed($"{directory} has mode {FileModes.Octal(mode)}, so group or others may put files of theirs there", fix);
            }

            if ((mode & FileModes.AnyOfOthers) != 0)
            {
                return CheckResult.Warning($"{directory} has mode {FileModes.Octal(mode)}, so group or others may look into it", fix);
            }
        }

        return CheckResult.Ok($"{root} is private and can be written");
    }

    private IEnumerable<string> OwnDirectories() =>
    [
        root.FullPath, Path.GetDirectoryName(root.BundleFile)!, root.CredentialsDirectory, root.MetaDirectory,
        root.StateDirectory, root.WorkDirectory, root.LogsDirectory,
    ];

    private static string ExistingAbove(string path)
    {
        var existing = path;
        while (!Path.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        return existing;
    }
}
