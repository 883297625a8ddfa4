using System.Runtime.InteropServices;

namespace HyOps.Drivers.Processes;

/// <summary>The system calls for which .NET has no API. Results are as in the manual pages: -1 is a failure, with errno in the last P/Invoke error.</summary>
internal static unsafe partial class Posix
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;
    internal const int Terminate = 15;
    internal const int NoSuchProcess = 3;
    internal const int InterruptedCall = 4;
    internal const int TryAgain = 11;
    internal const short Readable = 1;
    private const int MayExecute = 1;

    /// <summary>What <c>poll(2)</c> waits for on one file descriptor; the same layout on Linux and macOS.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }

    /// <summary>Sends a signal to a process group. False: there is no such group (any more).</summary>
    internal static bool SignalGroup(int group, int signal) => SendSignal(-group, signal) == 0;

    /// <summary>Sends a signal to one process. False: there is no such process.</summary>
    internal static bool SignalProcess(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>Whether any process of the group is alive (or not yet reaped).</summary>
    internal static bool GroupExists(int group) => SendSignal(-group, 0) == 0;

    /// <summary>Whether we may execute the file.</summary>
    internal static bool IsExecutable(string path) => Access(path, MayExecute) == 0;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SendSignal(int target, int signal);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Access(string path, int mode);
}
