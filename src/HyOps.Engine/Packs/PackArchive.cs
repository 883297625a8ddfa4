using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Files;

namespace HyOps.Engine.Packs;

/// <summary>
/// Writes a pack as a gzipped tar (GNU's, which has no process ids in it), the same bytes for the same files: sorted, without times and owners; with <c>SHA256SUMS</c>, as
/// <c>sha256sum --check</c> reads it, as its last file.
/// </summary>
internal static class PackArchive
{
    /// <summary>Writes it.</summary>
    /// <param name="files">The files, sorted by path.</param>
    /// <param name="output">Takes the archive.</param>
    /// <param name="inspect">Sees each file's content before it is written.</param>
    public static void Write(IReadOnlyList<PackFile> files, Stream output, Action<PackFile, byte[]> inspect)
    {
        using var zip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(zip, TarEntryFormat.Gnu, leaveOpen: true);
        WriteFolders(tar);
        var sums = new StringBuilder();
        foreach (var file in files)
        {
            var content = Read(file);
            inspect(file, content);
            sums.Append($"{Convert.ToHexStringLower(SHA256.HashData(content))}  ./{file.Path}\n");
            Write(tar, file.Path, file.Mode, content);
        }

        Write(tar, "SHA256SUMS", UnixFileMode.UserRead | UnixFileMode.UserWrite, Encoding.UTF8.GetBytes(sums.ToString()));
    }

    private static void Write(TarWriter tar, string path, UnixFileMode mode, byte[] content) =>
        tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, path) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(content, writable: false) });

    // The runtime root is private, whatever the umask of the runner is.
    private static void WriteFolders(TarWriter tar)
    {
        foreach (var folder in (string[])["runtime-root/", "runtime-root/vault/"])
        {
            tar.WriteEntry(new GnuTarEntry(TarEntryType.Directory, folder) { Mode = FileModes.PrivateDirectory, ModificationTime = DateTimeOffset.UnixEpoch });
        }
    }

    private static byte[] Read(PackFile file)
    {
        using var content = file.Content();
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return memory.ToArray();
    }
}
