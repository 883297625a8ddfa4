using System.Security.Cryptography;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>The files of a record, wherever they lie in it. Links are never followed.</summary>
internal static class RecordFiles
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>What covers the record, and so cannot be in its own list.</summary>
    public static bool IsCover(string relative) => relative == RunJournal.RecordFile || relative == RunJournal.ManifestFile
        || relative == RecordSignatures.FileOf(RecordSignatures.Gpg) || relative == RecordSignatures.FileOf(RecordSignatures.SshKeygen);

    /// <summary>Sizes and digests of all files but the covers, in ordinal order of their paths.</summary>
    /// <exception cref="FileProblemException">One cannot be read.</exception>
    public static IReadOnlyList<RecordedFile> Describe(string directory) =>
        [.. Entries(directory).Where(entry => entry.Info is FileInfo { LinkTarget: null } && !IsCover(entry.Relative)).Select(entry => Describe(directory, entry.Relative))];

    /// <summary>The size and digest of one file.</summary>
    /// <exception cref="FileProblemException">It cannot be read.</exception>
    public static RecordedFile Describe(string directory, string relative)
    {
        var path = Path.Combine(directory, relative);
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return new RecordedFile(relative, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            throw FileProblemException.From(path, "cannot be read", e);
        }
    }

    /// <summary>Everything below a directory, links and directories too, in ordinal order of the paths relative to it.</summary>
    public static IEnumerable<(string Relative, FileSystemInfo Info)> Entries(string directory) =>
        Below(new DirectoryInfo(directory)).Select(info => (Path.GetRelativePath(directory, info.FullName), info)).OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static IEnumerable<FileSystemInfo> Below(DirectoryInfo directory) => directory.EnumerateFileSystemInfos("*", Everything)
        .SelectMany(info => info is DirectoryInfo { LinkTarget: null } inner ? Below(inner).Prepend(info) : [info]);
}
