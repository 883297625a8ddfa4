using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using HyOps.Core.Files;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>
/// Who holds the record lock of a file: <c>fcntl(F_GETLK)</c>, which asks and takes nothing. The local backend locks its state's file so, and the
/// system frees that lock with its process: the info file beside it may outlive both. Linux on 64 bits only.
/// </summary>
internal static partial class FileHolder
{
    private const int GetLock = 5;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    [StructLayout(LayoutKind.Sequential)]
    private struct Region
    {
        internal short Kind;
        internal short Whence;
        internal long Start;
        internal long Length;
        internal int Process;
    }

    /// <summary>The process that holds it, 0 where nobody does; null where that cannot be told.</summary>
    /// <param name="file">The file.</param>
    public static int? Of(string file)
    {
        if (!OperatingSystem.IsLinux() || !Environment64)
        {
            return null;
        }

        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var region = new Region { Kind = WriteLock };
            return Control(handle, GetLock, ref region) != 0 ? null : region.Kind == Unlocked ? 0 : region.Process;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            return null;
        }
    }

    private static bool Environment64 => nint.Size == sizeof(long);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Control(SafeFileHandle file, int command, ref Region region);
}
