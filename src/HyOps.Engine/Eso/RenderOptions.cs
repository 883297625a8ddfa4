using HyOps.Core.Environments;

namespace HyOps.Engine.Eso;

/// <summary>What to render, and where to.</summary>
public sealed record RenderOptions
{
    /// <summary>The environment.</summary>
    public required EnvironmentName Environment { get; init; }

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }

    /// <summary><c>--out</c>: the folder; null is what environment.yml says.</summary>
    public string? Out { get; init; }

    /// <summary><c>--dry-run</c>: only say what would be done.</summary>
    public bool DryRun { get; init; }
}
