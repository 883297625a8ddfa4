using HyOps.Core.Environments;
using HyOps.Core.World;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;

namespace HyOps.Engine.BreakGlass;

/// <summary>The break-glass file that an operator means: the one of the chosen environment.</summary>
public sealed class ChosenBreakGlass
{
    private ChosenBreakGlass(ChosenEnvironment chosen, EnvironmentDefinition environment, string projectRoot, BreakGlassSettings settings) =>
        (Chosen, Environment, ProjectRoot, Settings) = (chosen, environment, projectRoot, settings);

    /// <summary>The environment with its root.</summary>
    public ChosenEnvironment Chosen { get; }

    /// <summary>What environment.yml says, without steps and modules.</summary>
    public EnvironmentDefinition Environment { get; }

    /// <summary>The absolute folder that file and runbook are relative to.</summary>
    public string ProjectRoot { get; }

    /// <summary>secrets.break_glass.</summary>
    public BreakGlassSettings Settings { get; }

    /// <summary>Decides.</summary>
    /// <param name="world">Gives the working directory.</param>
    /// <param name="project">What <c>--project</c> says.</param>
    /// <param name="chosen">The environment.</param>
    /// <exception cref="BreakGlassException">environment.yml has no secrets.break_glass, or it names no keys.</exception>
    public static ChosenBreakGlass From(Surroundings world, string? project, ChosenEnvironment chosen)
    {
        var folders = Project.Find(world, project);
        Project.RequireEnvironment(folders, chosen.Name);
        return Of(chosen, DescribedEnvironment.Find(world, folders.Root, chosen.Name)!, folders.Root);
    }

    /// <summary>What a phase has read already.</summary>
    internal static ChosenBreakGlass Of(ChosenEnvironment chosen, EnvironmentDefinition environment, string projectRoot) =>
        environment.BreakGlass is not { } settings ? throw BreakGlassException.NotDescribed(environment)
        : settings.Keys.IsEmpty ? throw BreakGlassException.NoKeys(settings)
        : new ChosenBreakGlass(chosen, environment, projectRoot, settings);
}
