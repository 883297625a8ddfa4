using System.Runtime.InteropServices;

namespace HyOps.Core.World;

/// <summary>
/// What .NET has no call for: a terminal that does not show what is typed (termios(3)), and a read that can be given up (poll(2)).
/// The settings are kept as the bytes that the system gave; only the echo's bits are known here.
/// </summary>
internal static unsafe partial class NativeTerminal
{
    // glibc and musl have 60 bytes, macOS 72: room for any.
    private const int SizeOfSettings = 256;
    private const int LongestName = 256;
    private const int AfterOutputFlushInput = 2;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private static readonly int LocalModes = OperatingSystem.IsMacOS() ? 24 : 12;
    private static readonly byte Echo = (byte)(OperatingSystem.IsMacOS() ? 0x08 | 0x10 : 0x08 | 0x40);

    /// <summary>The terminal's settings; null where the descriptor is none.</summary>
    internal static byte[]? Settings(int descriptor)
    {
        var settings = new byte[SizeOfSettings];
        fixed (byte* start = settings)
        {
            return GetAttributes(descriptor, start) == 0 ? settings : null;
        }
    }

    /// <summary>The same settings without the echo: ECHO and ECHONL are in the lowest byte of the local modes on both systems.</summary>
    internal static byte[] WithoutEcho(byte[] settings)
    {
        var changed = (byte[])settings.Clone();
        changed[LocalModes] &= (byte)~Echo;
        return changed;
    }

    /// <summary>Applies settings once all output is out; what was typed ahead is dropped.</summary>
    internal static void Apply(int descriptor, byte[] settings)
    {
        fixed (byte* start = settings)
        {
            while (SetAttributes(descriptor, AfterOutputFlushInput, start) != 0 && Marshal.GetLastPInvokeError() is Interrupted)
            {
            }
        }
    }

    /// <summary>The terminal's path; null where the descriptor is none.</summary>
    internal static string? NameOf(int descriptor)
    {
        var name = stackalloc byte[LongestName];
        return GetName(descriptor, name, LongestName) == 0 ? Marshal.PtrToStringUTF8((nint)name) : null;
    }

    /// <summary>Waits for something to read, for a short while. False: there is nothing yet.</summary>
    internal static bool IsReadable(int descriptor, TimeSpan wait)
    {
        var entry = new PollEntry { Descriptor = descriptor, Wanted = Readable };
        return Poll(&entry, 1, (int)wait.TotalMilliseconds) > 0;
    }

    /// <summary>Reads what there is. 0: the end of input; a terminal that has gone counts as such.</summary>
    internal static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (; ; )
            {
                var count = (int)ReadBytes(descriptor, start, (nuint)buffer.Length);
                if (count >= 0 || Marshal.GetLastPInvokeError() is not (Interrupted or TryAgain))
                {
                    return Math.Max(count, 0);
                }
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(int descriptor, byte* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(int descriptor, int action, byte* settings);

    [LibraryImport("libc", EntryPoint = "ttyname_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetName(int descriptor, byte* name, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadBytes(int descriptor, byte* buffer, nuint count);
}
