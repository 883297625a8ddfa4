using HyOps.Contracts.Projects;
using HyOps.Core.World;

namespace HyOps.Engine.Projects;

/// <summary>The project that an operator means: the one that <c>--project</c> names, else the one that the working directory is in.</summary>
public static class Project
{
    /// <summary>Finds it.</summary>
    /// <param name="world">Gives the working directory.</param>
    /// <param name="option">What <c>--project</c> says; relative to the working directory.</param>
    /// <exception cref="ProjectException">There is none.</exception>
    public static ProjectFolders Find(Surroundings world, string? option)
    {
        if (option is null)
        {
            return ProjectFinder.FindFrom(world.WorkingDirectory) ?? throw ProjectException.NotFoundFrom(world.WorkingDirectory);
        }

        var root = world.Absolute(option);
        return ProjectFinder.IsProject(root) ? ProjectFolders.At(root) : throw ProjectException.NotOne(root);
    }
}
