namespace HyOps.Core.World;

/// <summary>The world, which enters once: built in a host's Main, or by a test.</summary>
public sealed record Surroundings
{
    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The environment variables at the start.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The absolute directory that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The terminal.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>Machine name, for records and leases.</summary>
    public required string HostName { get; init; }

    /// <summary>The operator's login name, for records and leases.</summary>
    public required string UserName { get; init; }

    /// <summary>Whether we are root.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>Our own process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>How many processors there are.</summary>
    public required int ProcessorCount { get; init; }

    /// <summary>The home directory, or null where <c>HOME</c> is unset or empty.</summary>
    public string? Home => Variables.GetValueOrDefault("HOME") is { Length: > 0 } home ? home : null;

    /// <summary>A path as the operator gave it, made absolute; <c>~/</c> is the shell's business, not ours.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    public string Absolute(string path) => Path.GetFullPath(path, WorkingDirectory);
}
