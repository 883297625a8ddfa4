using System.Collections.Immutable;
using System.IO.Enumeration;
using HyOps.Contracts.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>Finds the modules under a folder: each folder with a spec.yml. Hidden folders, links and folders within modules are not searched.</summary>
internal static class ModuleTree
{
    private const int Deepest = 12;

    /// <summary>The modules, in ordinal order of their names.</summary>
    public static ImmutableArray<ModuleFolder> Find(ProjectFolders folders, ProblemList problems, CancellationToken cancellationToken)
    {
        var found = new List<ModuleFolder>();
        try
        {
            if (Directory.Exists(folders.ModulesRoot))
            {
                Search(folders, folders.ModulesRoot, "", 0, found, problems, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Error(ProblemCodes.FileUnreadable, new SourceLocation(folders.Show(folders.ModulesRoot)), "the modules' folder cannot be read", "Make it readable for whoever runs this.");
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        return [.. found];
    }

    private static void Search(
        ProjectFolders folders, string directory, string folderRef, int depth, List<ModuleFolder> found, ProblemList problems, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ReadEntries(folders, directory, problems) is not { } entries)
        {
            return;
        }

        if (entries.Any(entry => entry.Name == SpecReader.FileName) && depth > 0)
        {
            found.Add(new ModuleFolder(folderRef, directory));
            return;
        }

        if (entries.FirstOrDefault(entry => !entry.IsDirectory && IsMisnamed(entry.Name)) is { Name: { } misnamed })
        {
            problems.Error(
                ProblemCodes.SpecMisnamed, new SourceLocation(folders.Show(Path.Combine(directory, misnamed))), $"only {SpecReader.FileName} is read as a module's contract",
                $"Rename the file to {SpecReader.FileName}.");
        }

        foreach (var entry in entries.Where(entry => entry.IsDirectory && depth < Deepest))
        {
            var nested = folderRef.Length == 0 ? entry.Name : $"{folderRef}/{entry.Name}";
            Search(folders, Path.Combine(directory, entry.Name), nested, depth + 1, found, problems, cancellationToken);
        }
    }

    private static List<Entry>? ReadEntries(ProjectFolders folders, string directory, ProblemList problems)
    {
        try
        {
            return [.. new FileSystemEnumerable<Entry>(directory, static (ref FileSystemEntry entry) => new Entry(entry.FileName.ToString(), entry.IsDirectory))
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) => entry.FileName[0] != '.' && !(entry.IsDirectory && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            }];
        }
        catch (UnauthorizedAccessException)
        {
            problems.Error(
                ProblemCodes.FileUnreadable, new SourceLocation(folders.Show(directory)), "the folder cannot be read (permission denied)", "Make it readable for whoever runs this.");
            return null;
        }
    }

    private static bool IsMisnamed(string name) =>
        name.Equals("spec.yaml", StringComparison.OrdinalIgnoreCase) || name.Equals(SpecReader.FileName, StringComparison.OrdinalIgnoreCase);

    private readonly record struct Entry(string Name, bool IsDirectory);
}

/// <summary>A folder with a spec.yml.</summary>
/// <param name="Ref">Its path under the modules root, with slashes.</param>
/// <param name="Directory">Its absolute path.</param>
internal sealed record ModuleFolder(string Ref, string Directory);
