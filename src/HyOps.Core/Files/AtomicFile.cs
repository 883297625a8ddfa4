using System.Security.Cryptography;
using System.Text;

namespace HyOps.Core.Files;

/// <summary>
/// Writes a file so that whoever reads it, and whatever is killed, sees the old content or the new one, never a part:
/// a temporary file in the same directory (0600 from its creation), fsync, rename, fsync of the directory.
/// </summary>
public static class AtomicFile
{
    private const int RandomDigits = 12;
    private const string TemporaryEnd = ".tmp";

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The absolute path; its directory exists.</param>
    /// <param name="bytes">The whole new content.</param>
    /// <param name="mode">The file's mode.</param>
    /// <exception cref="FileProblemException">
    /// A link or a directory is in its place, or the system refused; the old file is as it was, and nothing else is left behind.
    /// </exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes, UnixFileMode mode = FileModes.PrivateFile) =>
        Write(path, stream => stream.Write(bytes.Span), mode);

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The absolute path; its directory exists.</param>
    /// <param name="content">Writes the whole new content.</param>
    /// <param name="mode">The file's mode.</param>
    /// <exception cref="FileProblemException">As for bytes; also where <paramref name="content"/> itself meets such a failure.</exception>
    public static void Write(string path, Action<Stream> content, UnixFileMode mode = FileModes.PrivateFile)
    {
        RefuseLinkOrDirectory(path);
        var temporary = TemporaryNameFor(path);
        try
        {
            WriteThrough(temporary, content, mode);
            File.Move(temporary, path, overwrite: true);
            SyncDirectoryOf(path);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(path, "cannot be written", exception);
        }
        finally
        {
            DeleteLeftover(temporary);
        }
    }

    /// <summary>Replaces or creates a text file, in UTF-8 without a byte order mark.</summary>
    /// <param name="path">The absolute path; its directory exists.</param>
    /// <param name="text">The whole new content.</param>
    /// <param name="mode">The file's mode.</param>
    /// <exception cref="FileProblemException">As for bytes.</exception>
    public static void Write(string path, string text, UnixFileMode mode = FileModes.PrivateFile) =>
        Write(path, Encoding.UTF8.GetBytes(text).AsMemory(), mode);

    /// <summary>Refuses a symbolic link or a directory in the place of a file.</summary>
    /// <param name="path">The file, which need not exist.</param>
    /// <exception cref="FileProblemException">One of them is there.</exception>
    public static void RefuseLinkOrDirectory(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw FileProblemException.Link(path, target);
        }

        if (Directory.Exists(path))
        {
            throw FileProblemException.Directory(path);
        }
    }

    /// <summary>
    /// Removes what writers of the file left behind that were killed before their rename: files <c>.name.&lt;12 hex&gt;.tmp</c> beside it. For whoever
    /// holds the file's lock, where all its writers take it: then none of them is still at work.
    /// </summary>
    /// <param name="path">The absolute path of the file, not of a leftover.</param>
    /// <returns>How many there were.</returns>
    public static int RemoveLeftovers(string path)
    {
        var directory = Path.GetDirectoryName(path) ?? "/";
        var leftovers = Directory.EnumerateFiles(directory, $".{Path.GetFileName(path)}.*{TemporaryEnd}", new EnumerationOptions { AttributesToSkip = 0, MatchType = MatchType.Simple })
            .Where(file => IsTemporaryOf(path, Path.GetFileName(file)))
            .ToList();
        leftovers.ForEach(DeleteLeftover);
        return leftovers.Count;
    }

    private static bool IsTemporaryOf(string path, string name)
    {
        var random = name[(Path.GetFileName(path).Length + 2)..^TemporaryEnd.Length];
        return random.Length == RandomDigits && random.All(char.IsAsciiHexDigitLower);
    }

    private static string TemporaryNameFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "/", $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}{TemporaryEnd}");

    private static void WriteThrough(string path, Action<Stream> content, UnixFileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = mode & FileModes.PrivateFile,
        });
        content(file);
        if (mode != FileModes.PrivateFile)
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        file.Flush(flushToDisk: true);
    }

    private static void SyncDirectoryOf(string path)
    {
        var errno = NativeFile.SyncDirectory(Path.GetDirectoryName(path) ?? "/");

        // Some network file systems refuse fsync on directories (EINVAL): the rename itself has happened.
        if (errno is not 0 and not 22)
        {
            throw new IOException("its directory could not be synchronised with the disk", errno);
        }
    }

    private static void DeleteLeftover(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            // The first failure is the one to report; a leftover is 0600 and holds no more than the file would.
        }
    }
}
