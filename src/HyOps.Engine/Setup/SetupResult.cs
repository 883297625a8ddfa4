namespace HyOps.Engine.Setup;

/// <summary>One tool, as setup leaves it.</summary>
public sealed record SetupResult
{
    /// <summary>The program: <c>terraform</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>What was found.</summary>
    public required ToolStatus Status { get; init; }

    /// <summary>Whether the run cannot do without it.</summary>
    public required bool Required { get; init; }

    /// <summary>What needs it.</summary>
    public required string UsedFor { get; init; }

    /// <summary>The version found, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The versions that may be used, or null for any.</summary>
    public string? Constraint { get; init; }

    /// <summary>The absolute path of the program, or null.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it: a sentence, a command, or steps one a line; null where nothing is wrong.</summary>
    public string? Fix { get; init; }

    /// <summary>Whether it can be used.</summary>
    public bool IsUsable => Status is ToolStatus.Found or ToolStatus.Installed;
}
