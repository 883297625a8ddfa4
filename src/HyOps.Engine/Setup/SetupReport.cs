using System.Collections.Immutable;
using HyOps.Core;

namespace HyOps.Engine.Setup;

/// <summary>All tools and packages, as setup leaves them.</summary>
/// <param name="System">The system, for people.</param>
/// <param name="Tools">The tools, those that a run cannot do without first.</param>
/// <param name="Troubles">What kept setup from installing or looking, each with its next step.</param>
public sealed record SetupReport(string System, ImmutableArray<SetupResult> Tools, ImmutableArray<SetupTrouble> Troubles)
{
    /// <summary>The packages that the environment needs; none where no environment was asked for, or it speaks of other systems only.</summary>
    public ImmutableArray<PackageResult> Packages { get; init; } = [];

    /// <summary>Whether everything is there that a run cannot do without.</summary>
    public bool IsReady => Tools.All(tool => tool.IsUsable || !tool.Required) && Packages.All(package => package.IsUsable);

    /// <summary>The exit code of setup: 12 while something needed lacks.</summary>
    public ExitCode ExitCode => IsReady ? ExitCode.Ok : ExitCode.DependencyMissing;
}

/// <summary>Something that kept setup from installing or looking.</summary>
/// <param name="Message">What happened.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record SetupTrouble(string Message, string Fix);
