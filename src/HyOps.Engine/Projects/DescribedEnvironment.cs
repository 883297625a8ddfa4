using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.World;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Projects;

/// <summary>What environment.yml says, for verbs that can do without it.</summary>
public static class DescribedEnvironment
{
    /// <summary>The environment's settings, without its steps and modules.</summary>
    /// <param name="world">Gives the working directory.</param>
    /// <param name="project">What <c>--project</c> says.</param>
    /// <param name="name">The environment.</param>
    /// <returns>Null where there is no project here, or none that has the environment.</returns>
    /// <exception cref="ContractsInvalidException">environment.yml is not valid.</exception>
    /// <exception cref="ProjectException"><c>--project</c> names no project.</exception>
    public static EnvironmentDefinition? Find(Surroundings world, string? project, EnvironmentName name)
    {
        var folders = project is null ? ProjectFinder.FindFrom(world.WorkingDirectory) : Project.Find(world, project);
        var validator = folders is null ? null : new ContractValidator(folders);
        if (validator?.Environments().Contains(name.Value) is not true)
        {
            return null;
        }

        var result = validator.Validate(new ValidationRequest { Environment = name, SettingsOnly = true }, CancellationToken.None);
        return result.Ok ? result.Environment : throw ContractsInvalidException.Because(result.Problems);
    }
}
