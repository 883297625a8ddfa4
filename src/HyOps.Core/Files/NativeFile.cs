using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HyOps.Core.Files;

/// <summary>What .NET has no call for: flock(2) that says when it fails, fsync(2) of a directory, a file's owner, access(2), and a file system's kind.</summary>
internal static partial class NativeFile
{
    /// <summary>LOCK_EX | LOCK_NB of flock(2), the same on Linux and macOS.</summary>
    public const int ExclusiveNoWait = 2 | 4;

    /// <summary>LOCK_UN of flock(2), the same on Linux and macOS.</summary>
    public const int Unlock = 8;

    // https://man7.org/linux/man-pages/man2/statfs.2.html
    private const long Tmpfs = 0x01021994;
    private const long Ramfs = 0x858458f6;
    private const int SizeOfStatfs = 256;
    private const int ReadOnly = 0;
    private const int ReadAndWrite = 2;
    private const int MayWriteAndSearch = 2 | 1;
    private const int WorkingDirectory = -100;
    private const uint OwnerWanted = 0x8;
    private const int SizeOfStatx = 256;
    private const int OffsetOfOwner = 20;
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>flock(2); the errno is in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(SafeFileHandle file, int operation);

    /// <summary>Opens a file that is there, for flock(2); where the handle is invalid, the errno is in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    public static SafeFileHandle OpenToLock(string path) => new(Open(path, ReadAndWrite | CloseOnExec), ownsHandle: true);

    /// <summary>geteuid(2).</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint EffectiveUser();

    /// <summary>Makes the names in a directory durable.</summary>
    /// <returns>The errno, or 0.</returns>
    public static int SyncDirectory(string directory)
    {
        using var handle = new SafeFileHandle(Open(directory, ReadOnly | CloseOnExec), ownsHandle: true);
        return handle.IsInvalid || Sync(handle) != 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>Whether names may be made in a directory, by access(2): W_OK | X_OK.</summary>
    /// <returns>The errno, or 0.</returns>
    public static int WriteAccess(string directory) => Access(directory, MayWriteAndSearch) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>The numeric id of a file's owner, links followed; null where the system cannot tell (statx(2) is of Linux).</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        var buffer = stackalloc byte[SizeOfStatx];
        return OperatingSystem.IsLinux() && Statx(WorkingDirectory, path, 0, OwnerWanted, buffer) == 0
            ? *(uint*)(buffer + OffsetOfOwner)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);

    /// <summary>Whether a directory lies in memory: on tmpfs or ramfs. False where the system cannot tell (only Linux has them).</summary>
    public static unsafe bool IsInMemory(string directory)
    {
        var buffer = stackalloc byte[SizeOfStatfs];
        return OperatingSystem.IsLinux() && Statfs(directory, buffer) == 0 && *(long*)buffer is Tmpfs or Ramfs;
    }

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Statfs(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* buffer);
}
