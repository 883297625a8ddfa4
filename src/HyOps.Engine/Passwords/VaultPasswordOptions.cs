namespace HyOps.Engine.Passwords;

/// <summary>What the operator said about the vault password.</summary>
public sealed record VaultPasswordOptions
{
    /// <summary><c>--vault-password-file</c>.</summary>
    public string? File { get; init; }

    /// <summary><c>--vault-password-command</c>.</summary>
    public string? Command { get; init; }
}
