using HyOps.Core.Drivers;
using HyOps.Core.Environments;

namespace HyOps.Engine.Tools;

/// <summary>What is wrong with a tool.</summary>
public enum ToolProblemKind
{
    /// <summary>No program of its name is on PATH.</summary>
    Missing,

    /// <summary>It is there but does not tell its version.</summary>
    VersionUnknown,

    /// <summary>Its version is outside the constraint.</summary>
    WrongVersion,
}

/// <summary>Why a tool cannot be used, in words for the operator.</summary>
public sealed record ToolProblem
{
    private const string HowToInstall = "'hyops setup check' says how to get it ('./build.sh --target Setup' installs it where it may)";

    private ToolProblem()
    {
    }

    /// <summary>What is wrong.</summary>
    public required ToolProblemKind Kind { get; init; }

    /// <summary>The tool.</summary>
    public required ToolName Name { get; init; }

    /// <summary>The program, where one was found.</summary>
    public string? Path { get; init; }

    /// <summary>Its version, where it told one.</summary>
    public Version? Version { get; init; }

    /// <summary>What was asked for, if anything.</summary>
    public VersionConstraint? Constraint { get; init; }

    /// <summary>What is wrong, with the values seen.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>The program is in no directory of PATH.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="searchPath">The PATH that was searched; null or empty where there is none.</param>
    /// <param name="constraint">What was asked for, if anything.</param>
    public static ToolProblem Missing(ToolName name, string? searchPath, VersionConstraint? constraint) => new()
    {
        Kind = ToolProblemKind.Missing,
        Name = name,
        Constraint = constraint,
        Message = $"{name.Program}{Wanted(constraint)} is missing: {(string.IsNullOrEmpty(searchPath) ? "PATH is empty" : $"no such program on PATH ({searchPath})")}",
        Fix = string.IsNullOrEmpty(searchPath) ? $"set PATH; where {name.Program} is not installed, {HowToInstall}" : HowToInstall,
    };

    /// <summary>A file of its name is on PATH, but nobody may execute it.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="path">The file.</param>
    /// <param name="constraint">What was asked for, if anything.</param>
    public static ToolProblem NotExecutable(ToolName name, string path, VersionConstraint? constraint) => new()
    {
        Kind = ToolProblemKind.Missing,
        Name = name,
        Path = path,
        Constraint = constraint,
        Message = $"{name.Program}{Wanted(constraint)} is missing: {path} is not an executable file",
        Fix = $"chmod a+x '{path}', or remove it; where the tool is not installed, {HowToInstall}",
    };

    /// <summary>The program is there but does not tell its version.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="path">The program.</param>
    /// <param name="command">The command that was tried, as people may read it.</param>
    /// <param name="reason">What happened: <c>ended with exit code 1</c>, <c>gave no answer within 20 s</c>.</param>
    /// <param name="constraint">What was asked for, if anything.</param>
    public static ToolProblem VersionUnknown(ToolName name, string path, string command, string reason, VersionConstraint? constraint) => new()
    {
        Kind = ToolProblemKind.VersionUnknown,
        Name = name,
        Path = path,
        Constraint = constraint,
        Message = $"{name.Program}{Wanted(constraint)}: the version of {path} is unknown: '{command}' {reason}",
        Fix = $"run '{command}' yourself; install {name.Program} anew if it is broken",
    };

    /// <summary>The version is outside the constraint.</summary>
    /// <param name="found">The tool as found.</param>
    /// <param name="constraint">What was asked for.</param>
    public static ToolProblem WrongVersion(FoundTool found, VersionConstraint constraint) => new()
    {
        Kind = ToolProblemKind.WrongVersion,
        Name = found.Name,
        Path = found.Path,
        Version = found.Version,
        Constraint = constraint,
        Message = $"{found.Name.Program} {found.Version} ({found.Path}) is outside '{constraint}'",
        Fix = $"install a version within '{constraint}' and put it first on PATH, or change tools.{found.Name.Key} in environment.yml",
    };

    private static string Wanted(VersionConstraint? constraint) => constraint is null ? "" : $" ({constraint})";
}
