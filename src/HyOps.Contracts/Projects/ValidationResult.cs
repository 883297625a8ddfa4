using System.Collections.Immutable;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>What a validation found.</summary>
public sealed record ValidationResult
{
    /// <summary>All problems, by file, line and column, each once.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>How many modules were looked at.</summary>
    public required int ModuleCount { get; init; }

    /// <summary>The environment with the plans of its phases, or of the phase asked for; fit to run only where <see cref="Ok"/>. Null where it could not be read.</summary>
    public EnvironmentDefinition? Environment { get; init; }

    /// <summary>The module asked for, resolved; fit to run only where <see cref="Ok"/>. Null where none was asked for or where it could not be read.</summary>
    public ResolvedModule? Module { get; init; }

    /// <summary>Whether no problem is an error.</summary>
    public bool Ok => !Problems.Any(problem => problem.Severity == Severity.Error);
}
