using HyOps.Contracts.Projects;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Preflight;

/// <summary>What <c>hyops preflight</c> is asked.</summary>
public sealed record PreflightRequest
{
    /// <summary>Where the project's contracts lie.</summary>
    public required ProjectFolders Project { get; init; }

    /// <summary>The environment.</summary>
    public required EnvironmentName Environment { get; init; }

    /// <summary>Its runtime root.</summary>
    public required RuntimeRoot Root { get; init; }

    /// <summary>The phase; null looks at all phases of the environment. Beside a module it says where the module's values come from: the bundle without it.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Whether to ask also whether a recovery would work now: its bundle, its drills.</summary>
    public bool Readiness { get; init; }

    /// <summary>One module instead of phases.</summary>
    public ModuleRef? Module { get; init; }

    /// <summary>The absolute path of that module's inputs file.</summary>
    public string? InputsFile { get; init; }

    /// <summary>Keys whose value may come from the operator's shell, as a run would be told.</summary>
    public IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; } = [];

    /// <summary>Whether warnings count as failures.</summary>
    public bool Strict { get; init; }
}
