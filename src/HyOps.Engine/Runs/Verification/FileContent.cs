using System.Security.Cryptography;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>Compares a file with what was written down about it.</summary>
internal static class FileContent
{
    public static void Check(string directory, RecordedFile recorded, Findings findings)
    {
        if (Path.IsPathRooted(recorded.Path) || recorded.Path.Split('/').Contains(".."))
        {
            findings.Changed(RunJournal.RecordFile, $"names a file outside the record: {recorded.Path}");
        }
        else if (!findings.Has(recorded.Path))
        {
            Compare(new FileInfo(Path.Combine(directory, recorded.Path)), recorded, findings);
        }
    }

    private static void Compare(FileInfo info, RecordedFile recorded, Findings findings)
    {
        if (!info.Exists)
        {
            findings.Changed(recorded.Path, $"is missing: it had {recorded.Bytes} bytes");
        }
        else if (info.Length < recorded.Bytes)
        {
            findings.Changed(recorded.Path, $"was cut or changed: it has {info.Length} bytes, and had {recorded.Bytes}");
        }
        else
        {
            CompareContent(info, recorded, findings);
        }
    }

    private static void CompareContent(FileInfo info, RecordedFile recorded, Findings findings)
    {
        try
        {
            // What has no length may be a pipe that never answers.
            using var content = info.Length == 0 ? Stream.Null : new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (HashOfFirst(content, recorded.Bytes) != recorded.Sha256)
            {
                findings.Changed(recorded.Path, $"was changed: it has {info.Length} bytes, and had {recorded.Bytes}");
            }
            else if (info.Length > recorded.Bytes)
            {
                findings.Changed(recorded.Path, $"bytes were added after the {recorded.Bytes} that it had", offset: recorded.Bytes);
            }
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            findings.Changed(recorded.Path, $"cannot be read: {e.Message}");
        }
    }

    private static string HashOfFirst(Stream content, long bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (int read; bytes > 0 && (read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes))) > 0; bytes -= read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
