using HyOps.Contracts.Projects;

namespace HyOps.Engine.Projects;

/// <summary>Finds the project that a directory belongs to, as git finds its repository.</summary>
public static class ProjectFinder
{
    /// <summary>The nearest folder, from the given one upwards, that has modules/ and inventories/; null where there is none.</summary>
    /// <param name="directory">An absolute directory; it need not exist.</param>
    public static ProjectFolders? FindFrom(string directory)
    {
        for (var current = new DirectoryInfo(directory); current is not null; current = current.Parent)
        {
            if (IsProject(current.FullName))
            {
                return ProjectFolders.At(current.FullName);
            }
        }

        return null;
    }

    /// <summary>Whether a folder has modules/ and inventories/.</summary>
    /// <param name="directory">An absolute directory.</param>
    public static bool IsProject(string directory) =>
        Directory.Exists(Path.Combine(directory, "modules")) && Directory.Exists(Path.Combine(directory, "inventories"));
}
