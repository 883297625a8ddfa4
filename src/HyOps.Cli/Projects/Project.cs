using HyOps.Cli.Hosting;
using HyOps.Contracts.Projects;
using HyOps.Core.World;
using HyOps.Engine.Projects;

namespace HyOps.Cli.Projects;

/// <summary>The project that the operator means: <c>--project</c>, else found upwards.</summary>
internal static class Project
{
    internal static ProjectFolders Find(Surroundings world, string? option)
    {
        var directory = option is null ? world.WorkingDirectory : world.Absolute(option);
        var folders = option is null || ProjectFinder.IsProject(directory) ? ProjectFinder.FindFrom(directory) : null;
        return folders ?? throw CommandLineException.NoProject(directory, option is not null);
    }
}
