using HyOps.Contracts.Projects;
using HyOps.Cli.Hosting;
using HyOps.Core.World;
using HyOps.Engine.Projects;

namespace HyOps.Cli.Validation;

internal static class Project
{
    internal static ProjectFolders Find(Surroundings world, string? option) =>
        ProjectFinder.FindFrom(option is null ? world.WorkingDirectory : world.Absolute(option)) ?? throw CommandLineException.NoFolder("--project", world.WorkingDirectory, false);
}
