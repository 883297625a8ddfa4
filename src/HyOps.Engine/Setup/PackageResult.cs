namespace HyOps.Engine.Setup;

/// <summary>A package that an environment needs, as setup leaves it.</summary>
public sealed record PackageResult
{
    /// <summary>The package, by the name of this system.</summary>
    public required string Package { get; init; }

    /// <summary>What was found: <see cref="ToolStatus.Found"/>, <see cref="ToolStatus.Installed"/> or <see cref="ToolStatus.Missing"/>.</summary>
    public required ToolStatus Status { get; init; }

    /// <summary>What needs it.</summary>
    public required string UsedFor { get; init; }

    /// <summary>The version found, or null where it lacks or its system tells none.</summary>
    public string? Version { get; init; }

    /// <summary>What is wrong, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it; null where nothing is wrong.</summary>
    public string? Fix { get; init; }

    /// <summary>Whether it can be used.</summary>
    public bool IsUsable => Status is ToolStatus.Found or ToolStatus.Installed;
}
