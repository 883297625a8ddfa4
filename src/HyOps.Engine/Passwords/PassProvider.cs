using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>The built-in provider: an entry of the operator's password store. Where there is no such file, nothing is started.</summary>
/// <param name="store">Reads entries.</param>
/// <param name="world">Gives the variables.</param>
internal sealed class PassProvider(PassStore store, Surroundings world) : IVaultPasswordProvider
{
    /// <inheritdoc/>
    public string Place => "the entry hybridops/ansible-vault of pass (VAULT_PASS_ENTRY)";

    /// <inheritdoc/>
    public async Task<VaultPassword?> FindAsync(CancellationToken cancellationToken)
    {
        if (PassEntry.Of(world, null) is not { } entry)
        {
            return null;
        }

        // An entry that somebody named must be there; the usual one may be missing.
        var isNamed = world.Variables.GetValueOrDefault(PassEntry.NameVariable) is { Length: > 0 };
        return entry.Exists || isNamed ? await store.ShowAsync($"pass {entry.Name}", entry, cancellationToken) : null;
    }
}
