using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Setup;

/// <summary>What setup is asked to do for an environment: its packages, its versions of tools, and the tools of its own modules.</summary>
public static class EnvironmentSetup
{
    /// <summary>A request for the environment that the operator names, if any.</summary>
    /// <param name="services">Their world and drivers.</param>
    /// <param name="project">What <c>--project</c> says.</param>
    /// <param name="environment">What <c>--env</c> says.</param>
    /// <param name="request">What is asked beside that.</param>
    /// <param name="cancellationToken">Cancelled = stop between two files.</param>
    /// <returns>The request itself where nobody names an environment, or where <c>HYOPS_ENV</c> alone does and there is no project here.</returns>
    /// <exception cref="RootException">The name is bad, or the option contradicts the variable.</exception>
    /// <exception cref="ProjectException">There is no such project or environment.</exception>
    /// <exception cref="ContractsInvalidException">The environment is not valid.</exception>
    public static SetupRequest For(EngineServices services, string? project, string? environment, SetupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(request);
        var isSaid = environment is not null || project is not null;
        if (ChosenEnvironment.NamedBy(services.World, environment) is not { } name || (!isSaid && ProjectFinder.FindFrom(services.World.WorkingDirectory) is null))
        {
            return request;
        }

        var definition = Read(Project.Find(services.World, project), name, cancellationToken);
        return request with { Environment = definition, Constraints = definition.Tools, Required = [.. ToolsOf(definition, services), "setsid"] };
    }

    /// <summary>An environment of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The environment.</param>
    /// <param name="cancellationToken">Cancelled = stop between two files.</param>
    /// <exception cref="ProjectException">There is no such environment.</exception>
    /// <exception cref="ContractsInvalidException">The environment is not valid.</exception>
    public static EnvironmentDefinition Read(ProjectFolders project, EnvironmentName name, CancellationToken cancellationToken)
    {
        Project.RequireEnvironment(project, name);
        var result = new ContractValidator(project).Validate(new ValidationRequest { Environment = name }, cancellationToken);
        return result.Ok ? result.Environment! : throw ContractsInvalidException.Because(result.Problems);
    }

    private static ImmutableArray<string> ToolsOf(EnvironmentDefinition environment, EngineServices services) =>
    [
        .. environment.Phases.Values.SelectMany(phase => phase.Steps).Select(step => step.Module.Contract.Driver).Distinct()
            .Select(driver => ToolCatalogue.ToolOf(services.Drivers[driver]).Name.Program),
    ];
}
