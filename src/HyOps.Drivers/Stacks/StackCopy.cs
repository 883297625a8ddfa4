using HyOps.Core.Drivers;
using HyOps.Core.Files;

namespace HyOps.Drivers.Stacks;

/// <summary>Copies a stack into the step's work directory, so that no tool writes into the repository and two runs never share a folder.</summary>
internal static class StackCopy
{
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What tools leave behind, and what is no part of a stack.</summary>
    private static readonly string[] Leftovers =
        [".terraform", ".git", "__pycache__", "packer_cache", "crash.log", "terraform.tfstate", "terraform.tfstate.backup", "errored.tfstate", ".terraform.tfstate.lock.info"];

    /// <summary>Copies all but the leftovers of tools; files are 0600 or 0700 afterwards.</summary>
    /// <param name="request">Names the stack and the work directory.</param>
    /// <exception cref="StackException">The stack is no directory, or a link leaves it.</exception>
    /// <exception cref="FileProblemException">The system refused to read or write.</exception>
    public static void Into(DriverRequest request)
    {
        var module = request.Module.Contract.ModuleRef.Value;
        if (!Directory.Exists(request.StackDirectory))
        {
            throw StackException.Missing(module, request.StackDirectory);
        }

        try
        {
            CopyDirectory(new DirectoryInfo(request.StackDirectory), request.WorkDirectory, request.StackDirectory);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception) && exception is not FileProblemException)
        {
            // Named by its target: a full disk, or a directory that cannot be written, is there.
            throw FileProblemException.From(request.WorkDirectory, $"cannot take a copy of {request.StackDirectory}", exception);
        }
    }

    /// <summary>Whether a name is one of what tools leave behind, which is no part of a stack.</summary>
    /// <param name="name">The name of a file or folder.</param>
    public static bool IsLeftover(string name) => Leftovers.Contains(name, StringComparer.Ordinal);

    private static void CopyDirectory(DirectoryInfo from, string to, string stack)
    {
        foreach (var entry in from.EnumerateFileSystemInfos().Where(static entry => !IsLeftover(entry.Name)))
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                CopyLink(entry, link, target, stack);
            }
            else if (entry is DirectoryInfo directory)
            {
                Directory.CreateDirectory(target, OwnerReadWrite | UnixFileMode.UserExecute);
                CopyDirectory(directory, target, stack);
            }
            else
            {
                File.Copy(entry.FullName, target);
                File.SetUnixFileMode(target, OwnerReadWrite | (entry.UnixFileMode & UnixFileMode.UserExecute));
            }
        }
    }

    private static void CopyLink(FileSystemInfo entry, string link, string target, string stack)
    {
        var pointsTo = Path.GetFullPath(link, Path.GetDirectoryName(entry.FullName) ?? "/");
        if (Path.IsPathRooted(link) || !pointsTo.StartsWith(Path.TrimEndingDirectorySeparator(stack) + "/", StringComparison.Ordinal))
        {
            throw StackException.LinkLeaves(entry.FullName, link);
        }

        File.CreateSymbolicLink(target, link);
    }
}
