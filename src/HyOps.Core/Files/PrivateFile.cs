namespace HyOps.Core.Files;

/// <summary>Files that hold secrets: only their owner may read them.</summary>
public static class PrivateFile
{
    /// <summary>Refuses a credentials or password file that group or others can read or write.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <exception cref="FileProblemException">It is too open (with the chmod to run), a directory, missing, or not to be looked at.</exception>
    public static void RequirePrivate(string path)
    {
        var mode = ModeOf(path);
        if ((mode & FileModes.AnyOfOthers) != 0)
        {
            throw FileProblemException.TooOpen(path, "read or change it", mode, (mode & UnixFileMode.UserExecute) != 0 ? "700" : "600");
        }
    }

    /// <summary>Refuses a program or command file that group or others may write: they would choose what runs.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <exception cref="FileProblemException">They may write it (with the chmod to run), or it is a directory, missing, or not to be looked at.</exception>
    public static void RequireUnwritableByOthers(string path)
    {
        var mode = ModeOf(path);
        if ((mode & FileModes.WriteOfOthers) != 0)
        {
            throw FileProblemException.TooOpen(path, "change it", mode, FileModes.Octal(mode & ~FileModes.WriteOfOthers)[1..]);
        }
    }

    /// <summary>Refuses a file that another user owns: its content would be theirs to choose.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <exception cref="FileProblemException">Somebody else owns it.</exception>
    public static void RequireOwned(string path) => RequireOwner(path, alsoRoot: false);

    /// <summary>Refuses a program that neither we nor root own: it is somebody else's to choose what runs.</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <exception cref="FileProblemException">Somebody else owns it.</exception>
    public static void RequireOwnedByUserOrRoot(string path) => RequireOwner(path, alsoRoot: true);

    internal static void RequireOwner(string path, bool alsoRoot)
    {
        var user = NativeFile.EffectiveUser();
        if (NativeFile.OwnerOf(path) is { } owner && owner != user && !(alsoRoot && owner == 0))
        {
            throw FileProblemException.NotOwned(path, owner, user);
        }
    }

    /// <summary>Reads a whole file, however it says its size (a pipe has none).</summary>
    /// <param name="path">The absolute path; links are followed.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <exception cref="FileProblemException">It cannot be read, or is larger.</exception>
    public static byte[] Read(string path, int limit)
    {
        if (Directory.Exists(path))
        {
            throw FileProblemException.Directory(path);
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return ReadAll(file, path, limit);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(path, "cannot be read", exception);
        }
    }

    private static byte[] ReadAll(FileStream file, string path, int limit)
    {
        var expected = file.CanSeek ? file.Length : 0;
        if (expected > limit)
        {
            throw FileProblemException.TooLarge(path, limit);
        }

        var buffer = new byte[Math.Max(expected, 512) + 1];
        var length = 0;
        for (int read; (read = file.Read(buffer, length, buffer.Length - length)) > 0;)
        {
            length += read;
            if (length > limit)
            {
                throw FileProblemException.TooLarge(path, limit);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer.Length == length ? buffer : buffer[..length];
    }

    private static UnixFileMode ModeOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw FileProblemException.Directory(path);
        }

        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(path, "cannot be read", exception);
        }
    }
}
