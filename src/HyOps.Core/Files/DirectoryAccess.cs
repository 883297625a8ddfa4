using System.Runtime.InteropServices;

namespace HyOps.Core.Files;

/// <summary>What we may do in a directory, asked of the system and not tried: asking leaves no trace, not even a time stamp.</summary>
public static class DirectoryAccess
{
    /// <summary>Why nothing can be created in a directory; null where it can. A full disk and a quota are not seen.</summary>
    /// <param name="directory">The absolute path of a directory that is there.</param>
    public static FileProblemException? WhyNotWritable(string directory) => NativeFile.WriteAccess(directory) is var errno and not 0
        ? FileProblemException.From(directory, "cannot be written", new IOException(Marshal.GetPInvokeErrorMessage(errno), errno))
        : null;
}
