using System.IO.Compression;

namespace HyOps.Engine.Canary;

/// <summary>What is in a file that is packed: a zip archive (as a Terraform plan is) or gzip. One layer, and no more of it than a bound.</summary>
internal static class PackedFile
{
    /// <summary>Whether a file begins as one.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> start) => IsZip(start) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>Hands on each content with the name that it has in the file, empty for gzip.</summary>
    /// <param name="file">The file, which can be read again from its start.</param>
    /// <param name="start">How it begins.</param>
    /// <param name="take">Takes a content.</param>
    /// <exception cref="InvalidDataException">It only begins as one.</exception>
    public static void Read(Stream file, ReadOnlySpan<byte> start, Action<string, Stream> take)
    {
        file.Position = 0;
        if (!IsZip(start))
        {
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            take("", content);
            return;
        }

        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            take(entry.FullName, content);
        }
    }

    private static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);
}
