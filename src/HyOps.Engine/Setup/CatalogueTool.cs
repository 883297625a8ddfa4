using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>A program that HyOps or its modules use, and where systems keep it.</summary>
public sealed partial record CatalogueTool : ITool
{
    /// <inheritdoc/>
    public required ToolName Name { get; init; }

    /// <summary>The arguments that make it print its version, on either stream.</summary>
    public ImmutableArray<string> VersionArguments { get; init; } = ["--version"];

    /// <summary>The Python module that tells the version of an entry script; null where the program itself is asked.</summary>
    public string? PythonModule { get; init; }

    /// <summary>The versions that may be used where environment.yml says nothing; null takes any, and one that tells none.</summary>
    public VersionConstraint? Constraint { get; init; }

    /// <summary>Whether Bootstrap of <c>local</c> needs it.</summary>
    public bool Required { get; init; }

    /// <summary>What needs it, in a few words.</summary>
    public required string UsedFor { get; init; }

    /// <summary>Its package by system; a system that has none is left out.</summary>
    public ImmutableDictionary<SystemFamily, string> Packages { get; init; } = ImmutableDictionary<SystemFamily, string>.Empty;

    /// <summary>What to do where the system has no package of it.</summary>
    public required Func<SystemFamily, string> ByHand { get; init; }

    /// <inheritdoc/>
    public Command VersionCommand(string program, ChildEnvironment environment) =>
        (PythonModule is null ? null : PythonEntry.VersionCommand(program, PythonModule, environment))
        ?? new() { Program = program, Arguments = VersionArguments, WorkingDirectory = "/", Environment = environment };

    /// <summary>The first thing that looks like a version: all tools of the catalogue print theirs before any other.</summary>
    /// <param name="output">What the tool printed.</param>
    public Version? ReadVersion(string output) => Version.TryParse(FirstVersion().Match(output).Value, out var version) ? version : null;

    [GeneratedRegex(@"\d{1,6}\.\d{1,6}(\.\d{1,6})?")]
    private static partial Regex FirstVersion();
}
