using System.Runtime.InteropServices;
using HyOps.Core;

namespace Build;

/// <summary>execv(2): another program in place of this one, with the same process id, terminal and environment. Signals and the exit code need nobody between.</summary>
internal static partial class ProcessImage
{
    /// <summary>Becomes another program; it returns only by throwing.</summary>
    /// <param name="program">The program's absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="HyOpsException">The system refused.</exception>
    public static void Replace(string program, IEnumerable<string> arguments)
    {
        string?[] all = [program, .. arguments, null];
        _ = Execute(program, all);
        throw new HyOpsException(ExitCode.ToolFailed, $"{program} does not start: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}", "look at what the system says");
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string program, string?[] arguments);
}
