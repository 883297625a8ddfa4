using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Engine.Projects;

/// <summary>There is no project where the operator looks for one.</summary>
public sealed class ProjectException : HyOpsException
{
    private ProjectException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    /// <summary>Neither the working directory nor any above it is a project.</summary>
    /// <param name="directory">The working directory.</param>
    public static ProjectException NotFoundFrom(string directory) => new(
        $"{directory} is not in a project: neither it nor a folder above it has modules/ and inventories/",
        "change into a project, or say --project DIR");

    /// <summary>The named folder is no project.</summary>
    /// <param name="directory">What <c>--project</c> says, absolute.</param>
    public static ProjectException NotOne(string directory) => new(
        $"--project {directory}: {(Directory.Exists(directory) ? "it has no modules/ and inventories/" : "there is no such folder")}",
        "name the folder that holds modules/ and inventories/");

    /// <summary>The project has no environment of that name.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The name.</param>
    /// <param name="all">The environments that there are.</param>
    public static ProjectException NoEnvironment(ProjectFolders project, EnvironmentName name, IReadOnlyCollection<string> all) => new(
        $"there is no environment '{name}' in {project.InventoriesRoot}",
        Suggestion.For(name.Value, all) is { } near ? $"did you mean --env {near}?"
            : all.Count > 0 ? $"there are {string.Join(", ", all)}; or write {project.Show(Path.Combine(project.InventoriesRoot!, name.Value, "environment.yml"))}"
            : $"write {project.Show(Path.Combine(project.InventoriesRoot!, name.Value, "environment.yml"))}");
}
