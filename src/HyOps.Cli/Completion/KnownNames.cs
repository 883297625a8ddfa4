using System.CommandLine.Completions;
using HyOps.Core.World;

namespace HyOps.Cli.Completion;

/// <summary>Names that a shell can complete. A completion that finds nothing says nothing.</summary>
internal static class KnownNames
{
    internal static IEnumerable<CompletionItem> Environments(Surroundings world)
    {
        for (var folder = new DirectoryInfo(world.WorkingDirectory); folder is not null; folder = folder.Parent)
        {
            var inventories = Path.Combine(folder.FullName, "inventories");
            if (Directory.Exists(inventories) && Directory.Exists(Path.Combine(folder.FullName, "modules")))
            {
                return Directory.EnumerateDirectories(inventories).Select(path => new CompletionItem(Path.GetFileName(path)));
            }
        }

        return [];
    }
}
