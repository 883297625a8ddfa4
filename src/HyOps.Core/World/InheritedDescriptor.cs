using System.Runtime.InteropServices;

namespace HyOps.Core.World;

/// <summary>
/// Whether we were started with a standard stream at all (<c>hyops … &gt;&amp;-</c> takes it away). Its number is then given to whatever the
/// runtime opens first, and writing to it would write into that. What came through exec(2) cannot have the close-on-exec mark, and what the
/// runtime opens for itself has it.
/// </summary>
internal static partial class InheritedDescriptor
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Whether the descriptor was given to us.</summary>
    /// <param name="descriptor">0, 1 or 2.</param>
    internal static bool IsGiven(int descriptor) =>
        OperatingSystem.IsWindows() || (Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Control(int descriptor, int command);
}
