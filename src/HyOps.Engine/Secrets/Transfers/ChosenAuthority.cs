using HyOps.Core.Environments;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Projects;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>
/// The authority and the secret map that an operator means: those of environment.yml, or, for an environment that describes none, those of the
/// command line. An option never makes a second authority of an environment that has one.
/// </summary>
public sealed class ChosenAuthority
{
    private ChosenAuthority(EnvironmentDefinition environment, string projectRoot) => (Environment, ProjectRoot) = (environment, projectRoot);

    /// <summary>The environment with that authority and that map.</summary>
    public EnvironmentDefinition Environment { get; }

    /// <summary>The absolute folder that relative files of the authority's settings start from.</summary>
    public string ProjectRoot { get; }

    /// <summary>Decides.</summary>
    /// <param name="world">Gives the working directory.</param>
    /// <param name="projectOption">What <c>--project</c> says.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="options">What the operator says of the authority.</param>
    /// <exception cref="AuthorityChoiceException">There is none, options contradict environment.yml, or something is missing.</exception>
    /// <exception cref="ContractsInvalidException">environment.yml or the map has errors; all of them are in it.</exception>
    public static ChosenAuthority From(Surroundings world, string? projectOption, EnvironmentName environment, AuthorityOptions options) =>
        new AuthorityChoice(world, projectOption is null ? ProjectFinder.FindFrom(world.WorkingDirectory) : Project.Find(world, projectOption), environment, options).Decide();

    /// <summary>What a phase has read already.</summary>
    /// <param name="environment">The environment with its authority and map.</param>
    /// <param name="projectRoot">The project's absolute root.</param>
    public static ChosenAuthority Of(EnvironmentDefinition environment, string projectRoot) => new(environment, projectRoot);
}
