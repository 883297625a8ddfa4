using HyOps.Core;

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
}
