using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Projects;

/// <summary>What to validate: an environment, one module, or (neither given) every module of the tree with its own defaults.</summary>
public sealed record ValidationRequest
{
    /// <summary>The environment: its file, and the modules of its phases with their inputs.</summary>
    public EnvironmentName? Environment { get; init; }

    /// <summary>One phase of the environment; null for all of them.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Of the environment, only what stands before its phases: the settings and the secret map.</summary>
    public bool SettingsOnly { get; init; }

    /// <summary>Whether the manifests of the environment's external secrets are checked, too, where no single phase is asked for.</summary>
    public bool Manifests { get; init; } = true;

    /// <summary>One module, by itself. An environment beside it gives only the settings of its contracts section.</summary>
    public ModuleRef? Module { get; init; }

    /// <summary>The absolute path of that module's inputs file; null for its defaults alone.</summary>
    public string? InputsFile { get; init; }

    /// <summary>The weight of inactive defaults, over what environment.yml says.</summary>
    public Severity? InactiveDefaults { get; init; }

    /// <summary>Whether modules are to be destroyed, so that references name keys of required_env_destroy.</summary>
    public bool Destroy { get; init; }

    /// <summary>How many files are read at once.</summary>
    public int Parallelism { get; init; } = 2;
}
