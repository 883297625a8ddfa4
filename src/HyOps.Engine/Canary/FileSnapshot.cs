namespace HyOps.Engine.Canary;

/// <summary>The files below a directory at one moment, so that later only those are searched that came or changed.</summary>
internal sealed class FileSnapshot
{
    private readonly Dictionary<string, (DateTime Changed, long Length)> files;

    private FileSnapshot(Dictionary<string, (DateTime Changed, long Length)> files) => this.files = files;

    /// <summary>No file.</summary>
    public static FileSnapshot Empty { get; } = new([]);

    /// <summary>Takes one; what cannot be read counts as not there.</summary>
    /// <param name="directory">The directory, which need not be there.</param>
    public static FileSnapshot Of(string directory) =>
        new(Files(directory, ignoreInaccessible: true).ToDictionary(file => file.FullName, file => (file.LastWriteTimeUtc, file.Length), StringComparer.Ordinal));

    /// <summary>Whether the file was there, as it is now.</summary>
    /// <param name="file">The file.</param>
    public bool Holds(FileInfo file) => files.TryGetValue(file.FullName, out var before) && before == (file.LastWriteTimeUtc, file.Length);

    /// <summary>All files below a directory; links are not followed.</summary>
    /// <param name="directory">The directory, which need not be there.</param>
    /// <param name="ignoreInaccessible">Whether folders that cannot be read are passed over.</param>
    public static IEnumerable<FileInfo> Files(string directory, bool ignoreInaccessible) => !Directory.Exists(directory) ? [] :
        new DirectoryInfo(directory).EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = ignoreInaccessible,
        });
}
