namespace HyOps.Core.Files;

/// <summary>Directories that only their owner may enter.</summary>
public static class PrivateDirectory
{
    /// <summary>Creates the directory, and the missing ones above it, 0700; one that is there is checked and left as it is.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="FileProblemException">Group or others may write it, a file is in its place, or the system refused.</exception>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            RequireUnwritableByOthers(path);
            return;
        }

        RefuseFile(path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent))
        {
            Create(parent);
        }

        try
        {
            Directory.CreateDirectory(path, FileModes.PrivateDirectory);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(path, "the directory cannot be created", exception);
        }
    }

    /// <summary>Refuses a directory that group or others may write: they could put files of theirs in the place of ours.</summary>
    /// <param name="path">A directory.</param>
    /// <exception cref="FileProblemException">They may.</exception>
    public static void RequireUnwritableByOthers(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & FileModes.WriteOfOthers) != 0)
        {
            throw FileProblemException.TooOpen(path, "put files of theirs there", mode, "700");
        }
    }

    /// <summary>
    /// Refuses a directory in which others could put something in the place of what lies there: one that they may write, unless its sticky bit
    /// keeps them from what is not theirs (<c>/tmp</c>), or one that belongs to somebody else.
    /// </summary>
    /// <param name="path">A directory.</param>
    /// <exception cref="FileProblemException">They could.</exception>
    public static void RequireKept(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & FileModes.WriteOfOthers) != 0 && (mode & UnixFileMode.StickyBit) == 0)
        {
            throw FileProblemException.TooOpen(path, "put files of theirs there", mode, "go-w");
        }

        PrivateFile.RequireOwner(path, alsoRoot: true);
    }

    private static void RefuseFile(string path)
    {
        if (File.Exists(path))
        {
            throw FileProblemException.NotDirectory(path);
        }

        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw FileProblemException.Link(path, target);
        }
    }
}
