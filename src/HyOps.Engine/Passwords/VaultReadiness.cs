namespace HyOps.Engine.Passwords;

/// <summary>Whether the vault password can be had now, without asking anybody, and opens the bundle.</summary>
public sealed record VaultReadiness
{
    /// <summary>Whether it is so.</summary>
    public bool IsReady => Reason is null;

    /// <summary>How many keys the bundle holds; null where there is none, or it was not opened.</summary>
    public int? Keys { get; init; }

    /// <summary>Which source answered; null where none did.</summary>
    public string? Source { get; init; }

    /// <summary>What is in the way; null where nothing is.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Fix { get; init; }
}
