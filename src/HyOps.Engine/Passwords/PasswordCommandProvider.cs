namespace HyOps.Engine.Passwords;

/// <summary>A password that a shell command prints.</summary>
/// <param name="place">The option or variable that holds the command.</param>
/// <param name="text">The command; null or empty where there is none.</param>
/// <param name="commands">Runs it.</param>
internal sealed class PasswordCommandProvider(string place, string? text, VaultPasswordCommand commands) : IVaultPasswordProvider
{
    /// <inheritdoc/>
    public string Place => place;

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text) ? null : await commands.RunShellAsync(place, text, cancellationToken);
}
