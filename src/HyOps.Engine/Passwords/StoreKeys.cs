using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>The GPG key that a password store encrypts for: the store's own, the one that was named, the first that fits, or a new one.</summary>
/// <param name="commands">Runs gpg.</param>
/// <param name="gpg">Lists keys.</param>
/// <param name="world">Names a new key.</param>
internal sealed class StoreKeys(VaultPasswordCommand commands, GpgKeyring gpg, Surroundings world)
{
    /// <summary>The key to use; null where there is none yet.</summary>
    /// <param name="entry">The entry to be.</param>
    /// <param name="gpgId">What <c>--gpg-id</c> says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="VaultStoreException">The key is missing, has expired, or has no passphrase.</exception>
    internal async Task<GpgKey?> ChooseAsync(PassEntry entry, string? gpgId, CancellationToken cancellationToken)
    {
        var ids = StoreIds(entry);
        IReadOnlyList<string> wanted = ids.Count > 0 ? ids : gpgId is not null ? [gpgId] : [];
        var keys = await gpg.SecretKeysAsync(wanted, cancellationToken) ?? throw VaultStoreException.NoSuchKey(wanted.FirstOrDefault("any"));
        if (ids.Count > 0 && gpgId is not null && await gpg.SecretKeysAsync([gpgId], cancellationToken) is { } named && !named.Any(key => keys.Any(own => own.Fingerprint == key.Fingerprint)))
        {
            throw VaultStoreException.OtherKeys(entry.Store, gpgId);
        }

        var chosen = keys.FirstOrDefault(key => key.IsUsable);
        if (chosen is null && keys.FirstOrDefault(key => key.IsExpired) is { } expired)
        {
            throw VaultStoreException.KeyExpired(expired.Fingerprint);
        }

        return chosen is null && wanted.Count > 0 ? throw VaultStoreException.NoSuchKey(string.Join(", ", wanted))
            : chosen is not null && await gpg.IsUnprotectedAsync(chosen, cancellationToken) ? throw VaultStoreException.KeyUnprotected(chosen.Fingerprint)
            : chosen;
    }

    /// <summary>Creates one; its passphrase is asked for by pinentry.</summary>
    /// <exception cref="VaultStoreException">gpg refused, or the operator gave it no passphrase.</exception>
    internal async Task<GpgKey> CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var command = commands.Of("gpg", "--batch", "--quick-generate-key", $"HybridOps Vault (local) <{world.UserName}@{world.HostName}>", "future-default", "default", "1y");
            await commands.ChangeAsync("gpg", command, cancellationToken);
        }
        catch (VaultPasswordException failure) when (failure.Kind is VaultPasswordProblem.CommandFailed && failure.ExitCode is not Core.ExitCode.DependencyMissing)
        {
            throw VaultStoreException.KeyNotCreated(failure.Message);
        }

        var key = (await gpg.SecretKeysAsync([], cancellationToken))?.LastOrDefault(key => key.IsUsable) ?? throw VaultStoreException.KeyNotCreated("gpg lists none");
        return await gpg.IsUnprotectedAsync(key, cancellationToken) ? throw VaultStoreException.KeyUnprotected(key.Fingerprint) : key;
    }

    /// <summary>The ids in the nearest <c>.gpg-id</c>, from the entry's folder up to the store, as pass reads it.</summary>
    internal static IReadOnlyList<string> StoreIds(PassEntry entry)
    {
        for (var directory = Path.GetDirectoryName(entry.FilePath); directory is not null && directory.Length >= entry.Store.Length; directory = Path.GetDirectoryName(directory))
        {
            var file = Path.Combine(directory, ".gpg-id");
            if (File.Exists(file))
            {
                return [.. File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
            }
        }

        return [];
    }
}
