namespace HyOps.Engine.Passwords;

/// <summary>What the operator said about the vault password.</summary>
public sealed record VaultPasswordOptions
{
    /// <summary><c>--vault-password-file</c>.</summary>
    public string? File { get; init; }

    /// <summary><c>--vault-password-command</c>.</summary>
    public string? Command { get; init; }

    /// <summary><c>--script</c>: the provider script.</summary>
    public string? Script { get; init; }

    /// <summary>Whether commands may ask the person who types.</summary>
    public PasswordAsking Asking { get; init; }

    /// <summary>Whether what a workstation keeps (its command, the provider script, pass) is left out.</summary>
    public bool WithoutWorkstation { get; init; }
}
