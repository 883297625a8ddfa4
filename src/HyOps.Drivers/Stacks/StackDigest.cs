using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Files;

namespace HyOps.Drivers.Stacks;

/// <summary>The files of a folder as one number: names, content, and which may be executed. What tools leave behind does not count.</summary>
public static class StackDigest
{
    /// <summary>SHA-256, in lower-case hex.</summary>
    /// <param name="directory">The absolute folder.</param>
    /// <exception cref="FileProblemException">The system refused to read it.</exception>
    public static string Of(string directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            Add(hash, new DirectoryInfo(directory), "");
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception) && exception is not FileProblemException)
        {
            throw FileProblemException.From(directory, "cannot be read", exception);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, DirectoryInfo directory, string path)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().Where(static entry => !StackCopy.IsLeftover(entry.Name)).OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            var name = $"{path}/{entry.Name}";
            if (entry.LinkTarget is { } target)
            {
                AddText(hash, 'l', name, target);
            }
            else if (entry is DirectoryInfo below)
            {
                AddText(hash, 'd', name, "");
                Add(hash, below, name);
            }
            else
            {
                using var stream = File.OpenRead(entry.FullName);
                AddText(hash, entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? 'x' : 'f', name, Convert.ToHexStringLower(SHA256.HashData(stream)));
            }
        }
    }

    // Lengths first, so that nothing can move from one part to the next unseen.
    private static void AddText(IncrementalHash hash, char kind, string name, string content) =>
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind} {name.Length}:{name} {content.Length}:{content}\n"));
}
