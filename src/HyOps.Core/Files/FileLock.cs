using System.Runtime.InteropServices;

namespace HyOps.Core.Files;

/// <summary>
/// An advisory lock, flock(2) on <c>&lt;file&gt;.lock</c>, to be held around read-modify-write. It belongs to the open file description:
/// two holders in one process exclude each other like two processes do, and the system frees it when the holder dies.
/// The lock's file stays: deleting it would let two holders in.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>How long callers usually wait for somebody else's read-modify-write.</summary>
    public static TimeSpan UsualPatience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The file that carries the lock of another one.</summary>
    /// <param name="path">The file to protect.</param>
    public static string LockFileOf(string path) => path + ".lock";

    /// <summary>Takes the lock at once, or not at all.</summary>
    /// <param name="path">The absolute path of the file to protect, which need not exist; its directory does.</param>
    /// <returns>The lock, or null while somebody else holds it.</returns>
    /// <exception cref="FileProblemException">The lock's file cannot be opened, or the file system has no locks.</exception>
    public static FileLock? TryAcquire(string path)
    {
        var lockFile = LockFileOf(path);
        AtomicFile.RefuseLinkOrDirectory(lockFile);
        try
        {
            return Open(lockFile);
        }
        catch (IOException exception) when (SystemErrors.IsLocked(exception))
        {
            return null;
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(lockFile, "cannot be locked", exception);
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The absolute path of the file to protect, which need not exist; its directory does.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FileProblemException">Somebody else held it all the time, or it cannot be taken at all.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var held = TryAcquire(path);
            if (held is not null)
            {
                return held;
            }

            if (clock.GetElapsedTime(start) >= patience)
            {
                throw FileProblemException.Locked(path, LockFileOf(path), patience);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => file.Dispose();

    private static FileLock Open(string lockFile)
    {
        // FileShare.None makes .NET call flock itself; it stays silent on file systems without locks and can be switched off, so we ask again.
        var stream = new FileStream(lockFile, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = FileModes.PrivateFile,
        });
        if (NativeFile.Lock(stream.SafeFileHandle, NativeFile.ExclusiveNoWait) == 0)
        {
            return new FileLock(stream);
        }

        var errno = Marshal.GetLastPInvokeError();
        stream.Dispose();
        throw new IOException(Marshal.GetPInvokeErrorMessage(errno), errno);
    }
}
