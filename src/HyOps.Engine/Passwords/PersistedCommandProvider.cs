using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>The command that a workstation keeps. One that prints an entry of pass is known as such, so that its failures are explained.</summary>
internal sealed class PersistedCommandProvider(VaultPasswordCommand commands, PassStore store, Surroundings world) : IVaultPasswordProvider
{
    /// <inheritdoc/>
    public string Place => PersistedCommand.Place;

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        var kept = PersistedCommand.Of(world);
        return kept?.Read() is not { } text ? null
            : PassEntry.Parse(world, text) is { } entry ? await store.ShowAsync(kept.FilePath, entry, cancellationToken)
            : await commands.RunShellAsync(kept.FilePath, text, cancellationToken);
    }
}
