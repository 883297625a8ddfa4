using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace HyOps.Core.Files;

/// <summary>
/// An advisory lock, flock(2) on <c>&lt;file&gt;.lock</c>, to be held around read-modify-write. It belongs to the open file description:
/// two holders in one process exclude each other like two processes do, and the system frees it when the holder dies.
/// The lock's file stays: deleting it would let two holders in.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int ShortestPauseMicroseconds = 2_000;
    private const int LongestPauseMicroseconds = 25_000;
    private readonly SafeFileHandle file;

    private FileLock(SafeFileHandle file) => this.file = file;

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
        var file = OpenFile(path);
        if (TryLock(path, file))
        {
            return new FileLock(file);
        }

        file.Dispose();
        return null;
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The absolute path of the file to protect, which need not exist; its directory does.</param>
    /// <param name="patience">How long to wait at most while the file does not change: one that others keep writing is busy, and not stuck.</param>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FileProblemException">Somebody else held it all the time and did nothing, or it cannot be taken at all.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (start, written) = (clock.GetTimestamp(), File.GetLastWriteTimeUtc(path));
        var file = OpenFile(path);
        try
        {
            while (!TryLock(path, file))
            {
                var now = File.GetLastWriteTimeUtc(path);
                (start, written) = now == written ? (start, written) : (clock.GetTimestamp(), now);
                if (clock.GetElapsedTime(start) >= patience)
                {
                    throw FileProblemException.Locked(path, LockFileOf(path), patience);
                }

                // Short and random, and one system call each: among many who wait, pauses that grow starve those who have waited longest.
                await Task.Delay(TimeSpan.FromMicroseconds(RandomNumberGenerator.GetInt32(ShortestPauseMicroseconds, LongestPauseMicroseconds)), clock, cancellationToken);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return new FileLock(file);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        // Closing alone would leave it to a child of another thread that is between fork and exec, and has a copy of the descriptor.
        if (!file.IsClosed)
        {
            _ = NativeFile.Lock(file, NativeFile.Unlock);
        }

        file.Dispose();
    }

    private static bool TryLock(string path, SafeFileHandle file)
    {
        if (NativeFile.Lock(file, NativeFile.ExclusiveNoWait) == 0)
        {
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return SystemErrors.IsLocked(errno) ? false : throw Failed(LockFileOf(path), errno);
    }

    // Not as a FileStream: that would take a lock of its own, which says nothing where the file system has none, and can be switched off.
    private static SafeFileHandle OpenFile(string path)
    {
        var lockFile = LockFileOf(path);
        AtomicFile.RefuseLinkOrDirectory(lockFile);
        Create(lockFile);
        var file = NativeFile.OpenToLock(lockFile);
        if (!file.IsInvalid)
        {
            return file;
        }

        var errno = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw Failed(lockFile, errno);
    }

    private static void Create(string lockFile)
    {
        if (File.Exists(lockFile))
        {
            return;
        }

        try
        {
            using var created = new FileStream(lockFile, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = FileModes.PrivateFile });
        }
        catch (IOException) when (File.Exists(lockFile))
        {
            // Somebody else was faster.
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(lockFile, "cannot be locked", exception);
        }
    }

    private static FileProblemException Failed(string lockFile, int errno) =>
        FileProblemException.From(lockFile, "cannot be locked", new IOException(Marshal.GetPInvokeErrorMessage(errno), errno));
}
