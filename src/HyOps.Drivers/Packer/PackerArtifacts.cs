using System.Security.Cryptography;
using HyOps.Core.Files;

namespace HyOps.Drivers.Packer;

/// <summary>
/// The folders of artifacts, one for each build, at paths that are final from the start: a build never touches the one before it. What no
/// record names is removed when the next run starts, so that the last good artifact outlives a failed, killed or half-recorded build.
/// </summary>
/// <param name="stateDirectory">The step's state directory.</param>
internal sealed class PackerArtifacts(string stateDirectory)
{
    private string Root => Path.Combine(stateDirectory, "artifacts");

    /// <summary>The absolute folder of a generation.</summary>
    /// <param name="generation">Its name.</param>
    public string PathOf(string generation) => Path.Combine(Root, generation);

    /// <summary>Creates the empty folder of a new build.</summary>
    /// <returns>Its name.</returns>
    public string New()
    {
        var generation = RandomNumberGenerator.GetHexString(12, lowercase: true);
        PrivateDirectory.Create(Root);
        PrivateDirectory.Create(PathOf(generation));
        return generation;
    }

    /// <summary>Removes a generation that did not succeed.</summary>
    /// <param name="generation">Its name.</param>
    public void Remove(string generation) => Directory.Delete(PathOf(generation), recursive: true);

    /// <summary>Whether there is any generation.</summary>
    public bool Any => Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any();

    /// <summary>Removes all generations.</summary>
    public void RemoveAll() => RemoveAllBut("");

    /// <summary>Whether a file lies in one of the generations.</summary>
    /// <param name="file">The absolute path.</param>
    public bool Holds(string file) => file.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <summary>Removes all generations but one.</summary>
    /// <param name="keep">The one that the record names.</param>
    public void RemoveAllBut(string keep)
    {
        if (Directory.Exists(Root))
        {
            foreach (var folder in Directory.EnumerateDirectories(Root).Where(folder => Path.GetFileName(folder) != keep))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
