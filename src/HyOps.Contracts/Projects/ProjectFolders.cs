namespace HyOps.Contracts.Projects;

/// <summary>Where a project's contracts lie. All paths are absolute.</summary>
public sealed record ProjectFolders
{
    /// <summary>The folder that paths are shown relative to.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of the modules.</summary>
    public required string ModulesRoot { get; init; }

    /// <summary>The folder of the environments; null for a bare tree of modules.</summary>
    public string? InventoriesRoot { get; init; }

    /// <summary>The folders of a project by their usual names.</summary>
    /// <param name="root">The project's absolute root, which holds modules/ and inventories/.</param>
    public static ProjectFolders At(string root) => new()
    {
        Root = root,
        ModulesRoot = Path.Combine(root, "modules"),
        InventoriesRoot = Path.Combine(root, "inventories"),
    };

    /// <summary>A path as people see it: relative to the root where it lies in it, with slashes.</summary>
    /// <param name="path">An absolute path.</param>
    public string Show(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        var isWithin = relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        return isWithin ? relative : path;
    }
}
