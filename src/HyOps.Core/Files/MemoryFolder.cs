using System.Security.Cryptography;

namespace HyOps.Core.Files;

/// <summary>
/// A directory in memory (tmpfs), 0700, for what must never be on a disk: its files are overwritten with zeros and removed when it is disposed.
/// One whose process was killed is removed by the next <see cref="Sweep"/>. Memory may be swapped out: only an encrypted swap, or none, is safe.
/// </summary>
public sealed class MemoryFolder : IDisposable
{
    private const string Beginning = "hyops-memory-";
    private const int Attempts = 8;
    private readonly FileLock held;

    private MemoryFolder(string path)
    {
        FullPath = path;

        // The lock tells a sweeper that we live. One that was faster removes the folder: then another name.
        held = FileLock.TryAcquire(MarkerIn(path)) ?? throw new IOException($"{path}: somebody removes it already");
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Creates one.</summary>
    /// <param name="places">Absolute directories that may lie in memory, the best first.</param>
    /// <exception cref="FileProblemException">None of them does and may be written.</exception>
    public static MemoryFolder Create(IReadOnlyList<string> places) =>
        places.Where(IsUsable).Select(TryCreate).FirstOrDefault(folder => folder is not null) ?? throw FileProblemException.NoMemory(places);

    /// <summary>The places that this system has: the user's runtime directory, and the one for shared memory.</summary>
    /// <param name="runtimeDirectory">What <c>XDG_RUNTIME_DIR</c> says, or null.</param>
    public static IReadOnlyList<string> Places(string? runtimeDirectory) =>
        [.. new[] { runtimeDirectory, $"/run/user/{NativeFile.EffectiveUser()}", "/dev/shm" }.OfType<string>().Where(Path.IsPathFullyQualified).Distinct()];

    /// <summary>Removes the folders of processes that are gone.</summary>
    /// <param name="places">Where to look.</param>
    /// <returns>How many there were.</returns>
    public static int Sweep(IReadOnlyList<string> places) =>
        places.Where(IsUsable).SelectMany(place => Directory.EnumerateDirectories(place, Beginning + "*")).Count(SweepOne);

    /// <summary>Overwrites and removes everything.</summary>
    public void Dispose()
    {
        Erase(FullPath);
        held.Dispose();
    }

    private static MemoryFolder? TryCreate(string place)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var path = Path.Combine(place, Beginning + RandomNumberGenerator.GetHexString(16, lowercase: true));
            try
            {
                Directory.CreateDirectory(path, FileModes.PrivateDirectory);

                return new MemoryFolder(path);
            }
            catch (Exception exception) when (exception is FileProblemException || SystemErrors.IsOfFiles(exception))
            {
                // A full or forbidden place is as good as none; the next one may do.
            }
        }

        return null;
    }

    private static bool IsUsable(string place) => Directory.Exists(place) && NativeFile.IsInMemory(place);

    private static string MarkerIn(string path) => Path.Combine(path, "alive");

    private static bool SweepOne(string path)
    {
        try
        {
            // A link of somebody else's could lead to any directory of ours.
            if (new DirectoryInfo(path).LinkTarget is not null || NativeFile.OwnerOf(path) != NativeFile.EffectiveUser())
            {
                return false;
            }

            using var held = FileLock.TryAcquire(MarkerIn(path));
            if (held is not null)
            {
                Erase(path);
            }

            return held is not null;
        }
        catch (Exception exception) when (exception is FileProblemException || SystemErrors.IsOfFiles(exception))
        {
            // Somebody else removes it at this moment, or it is no folder of ours.
            return false;
        }
    }

    private static void Erase(string path)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(path, "*", everything))
        {
            OverwriteWithZeros(file);
        }

        Directory.Delete(path, recursive: true);
    }

    private static void OverwriteWithZeros(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var zeros = new byte[4096];
            for (var left = stream.Length; left > 0; left -= zeros.Length)
            {
                stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
            }
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            // A socket or a read-only file of an editor's: removing it frees its memory all the same.
        }
    }
}
