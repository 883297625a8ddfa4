namespace HyOps.Engine.Packs;

/// <summary>A file of a pack.</summary>
/// <param name="Path">Where it lies in the pack, with slashes.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Mode">Its mode on the runner.</param>
internal sealed record PackFile(string Path, Func<Stream> Content, UnixFileMode Mode)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute;

    /// <summary>A file of the disk; what its owner may execute stays executable, and nobody else may do anything with it.</summary>
    public static PackFile Of(string path, string file) =>
        new(path, () => File.OpenRead(file), File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute) ? Runnable : Readable);

    /// <summary>A file of the pack's own.</summary>
    public static PackFile Of(string path, byte[] content, bool runs = false) => new(path, () => new MemoryStream(content, writable: false), runs ? Runnable : Readable);
}
