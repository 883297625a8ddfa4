namespace HyOps.Testing;

/// <summary>A folder of a test's own, 0700, gone afterwards. Its name has a space and a letter beyond ASCII, as real paths do.</summary>
public sealed class TempFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder.</summary>
    /// <param name="name">A word that tells whose it is.</param>
    public TempFolder(string name = "test")
    {
        FullPath = Path.Combine(Path.GetTempPath(), $"hyops {name} ü {Guid.NewGuid():N}");
        Directory.CreateDirectory(FullPath, Private);
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>A path below the folder.</summary>
    /// <param name="parts">Its parts.</param>
    public string At(params string[] parts) => Path.Combine([FullPath, .. parts]);

    /// <summary>Writes a text file, with the directories that it needs.</summary>
    /// <param name="relative">Its path below the folder.</param>
    /// <param name="text">Its text.</param>
    /// <returns>Its absolute path.</returns>
    public string Write(string relative, string text)
    {
        var path = Path.Combine(FullPath, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a shell script that may be executed.</summary>
    /// <param name="relative">Its path below the folder.</param>
    /// <param name="body">Its lines after <c>#!/bin/sh</c>.</param>
    /// <returns>Its absolute path.</returns>
    public string WriteScript(string relative, string body)
    {
        var path = Write(relative, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, Private);
        return path;
    }

    /// <summary>Creates a directory below the folder, 0700.</summary>
    /// <param name="relative">Its path below the folder.</param>
    /// <returns>Its absolute path.</returns>
    public string CreateFolder(string relative) => Directory.CreateDirectory(Path.Combine(FullPath, relative), Private).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
