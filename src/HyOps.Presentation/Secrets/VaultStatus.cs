using HyOps.Engine.Passwords;

namespace HyOps.Presentation.Secrets;

/// <summary>How it is with a bundle and its password.</summary>
public sealed record VaultStatus
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Its runtime root.</summary>
    public required string Root { get; init; }

    /// <summary>The bundle's file.</summary>
    public required string Bundle { get; init; }

    /// <summary>Whether there is a bundle.</summary>
    public required bool Exists { get; init; }

    /// <summary>Whether the password is ready and opens it.</summary>
    public required VaultReadiness Readiness { get; init; }

    /// <summary>Where a password is looked for, in order.</summary>
    public required IReadOnlyList<string> Places { get; init; }
}
