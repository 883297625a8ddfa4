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

    /// <summary>How many keys it holds; null where there is none yet.</summary>
    public int? Keys { get; init; }

    /// <summary>Where the password came from; null where none was needed.</summary>
    public string? PasswordSource { get; init; }

    /// <summary>Where a password is looked for, in order.</summary>
    public required IReadOnlyList<string> Places { get; init; }
}
