using HyOps.Engine.Passwords;

namespace HyOps.Engine.Recovery;

/// <summary>What the operator asks of a recovery.</summary>
public sealed record RecoverOptions
{
    /// <summary><c>--run</c>: the run that left something; its id, or the beginning or end of exactly one.</summary>
    public required string Run { get; init; }

    /// <summary><c>--step</c>: one step alone; null is all of the run's.</summary>
    public string? Step { get; init; }

    /// <summary><c>--dry-run</c>: look, say what would be done, and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>--yes</c>: do it without asking.</summary>
    public bool Yes { get; init; }

    /// <summary><c>--holder-is-dead</c>: the ID of a lock whose holder the operator knows to be dead, where nothing here proves it.</summary>
    public string? HolderIsDead { get; init; }

    /// <summary><c>--secrets-from bundle</c>: steady state takes mapped keys from the bundle, while its authority is down.</summary>
    public bool SecretsFromBundle { get; init; }

    /// <summary><c>--reason</c>: why a rule is set aside, for the record.</summary>
    public string? Reason { get; init; }

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }

    /// <summary><c>--env</c>.</summary>
    public string? Environment { get; init; }

    /// <summary><c>--root</c>.</summary>
    public string? Root { get; init; }

    /// <summary><c>--confirm</c>: the name of a production environment, said once more.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Where the vault password comes from, if the operator says so.</summary>
    public VaultPasswordOptions Password { get; init; } = new();
}
