using HyOps.Core.Files;

namespace HyOps.Engine.Runs.Verification;

/// <summary>
/// Whether a run's journal is open: .NET holds a shared flock(2) on a file that it writes, which the system frees with the process, however that
/// ends. Where the file system has no locks, no run looks as if it went on.
/// </summary>
internal static class JournalLock
{
    // Whoever reads the file holds the lock for as long as that takes, and a run holds it all the time.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks. Only of a record without an exit code: asking keeps others from reading for a moment.</summary>
    /// <param name="path">The events' file, which need not exist.</param>
    public static bool IsHeld(string path)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!IsHeldNow(path))
            {
                return false;
            }

            Thread.Sleep(Pause);
        }

        return true;
    }

    /// <summary>Reads a file that somebody may be asking about just now.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="FileProblemException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Read(path, int.MaxValue - 64);
            }
            catch (FileProblemException e) when (attempt < Attempts && e.InnerException is IOException cause && SystemErrors.IsLocked(cause))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static bool IsHeldNow(string path)
    {
        if (new FileInfo(path) is not { Exists: true, LinkTarget: null })
        {
            return false;
        }

        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (IOException e) when (SystemErrors.IsLocked(e))
        {
            return true;
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            return false;
        }
    }
}
