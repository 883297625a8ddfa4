using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;

namespace HyOps.Core.Guardrails;

/// <summary>What is about to run, as far as guardrails look at it. Facts only: the guardrails read nothing themselves.</summary>
public sealed record IntendedRun
{
    /// <summary>The environment.</summary>
    public required EnvironmentDefinition Environment { get; init; }

    /// <summary>Whether the operator named it; only <c>local</c> may be implied.</summary>
    public required bool EnvironmentNamed { get; init; }

    /// <summary>The phase.</summary>
    public required Phase Phase { get; init; }

    /// <summary>What <c>--confirm</c> said.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Whether a recovery is rehearsed only.</summary>
    public bool IsDrill { get; init; }

    /// <summary>Whether nothing will be changed.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Where this process runs, as <c>HYOPS_EXECUTION_PLANE</c> says; null where it says nothing.</summary>
    public string? ExecutionPlane { get; init; }

    /// <summary>Where this run takes its secrets from.</summary>
    public PhaseSource Source { get; init; }

    /// <summary>Why it takes them from there, where that is not the phase's own source: the reason beside <c>--secrets-from</c>.</summary>
    public string? SourceOverride { get; init; }

    /// <summary>Keys whose value in the operator's shell is not the one of the phase's source.</summary>
    public IReadOnlyCollection<SecretName> ShellDifferences { get; init; } = [];

    /// <summary>Keys that <c>--allow-shell</c> names.</summary>
    public IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; } = [];

    /// <summary>How old the data is that a recovery would rest on; null before anybody asked.</summary>
    public IReadOnlyList<MeasuredAge>? Ages { get; init; }

    /// <summary>What <c>--accept-stale</c> names.</summary>
    public IReadOnlyCollection<string> AcceptedStale { get; init; } = [];

    /// <summary>Files and directories with secrets in them that others may read or write, each with its mode in octal.</summary>
    public IReadOnlyList<ExposedPath> ExposedPaths { get; init; } = [];
}

/// <summary>A path that others may read or write although it holds secrets.</summary>
/// <param name="FullPath">The path.</param>
/// <param name="Mode">Its mode, in octal: <c>0644</c>.</param>
/// <param name="WantedMode">The mode that it should have.</param>
public sealed record ExposedPath(string FullPath, string Mode, string WantedMode);
