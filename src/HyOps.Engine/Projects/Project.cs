using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
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

    /// <summary>Refuses an environment that the project does not have.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The environment that the operator means.</param>
    /// <exception cref="ProjectException">There is none of that name; it tells which there are.</exception>
    public static void RequireEnvironment(ProjectFolders project, EnvironmentName name)
    {
        var all = new ContractValidator(project).Environments();
        if (!all.Contains(name.Value))
        {
            throw ProjectException.NoEnvironment(project, name, all);
        }
    }
}
