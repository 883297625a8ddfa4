using System.Collections.Immutable;
using System.Security.Cryptography;

namespace HyOps.Testing.KeyVault;

/// <summary>The secrets of a vault, in memory. Names know no case, as Key Vault's. Safe for use by several at once.</summary>
public sealed class SecretStore
{
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, ImmutableList<StoredVersion>> live = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, DeletedSecret> deleted = new(StringComparer.OrdinalIgnoreCase);

    internal SecretStore(TimeProvider clock) => this.clock = clock;

    /// <summary>The current versions of all secrets that are not deleted, by name.</summary>
    public IReadOnlyList<StoredVersion> Current => Locked(() => live.Values.Select(versions => versions[^1]).ToList());

    internal IReadOnlyList<DeletedSecret> Deleted => Locked(() => deleted.Values.ToList());

    /// <summary>Makes a new version. Created at least a second after the one before: Key Vault's times are whole seconds.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="value">Its value.</param>
    /// <param name="shape">What else it has.</param>
    public StoredVersion Set(string name, string value, Func<StoredVersion, StoredVersion>? shape = null) => Locked(() =>
    {
        var versions = live.GetValueOrDefault(name, []);
        var now = WholeSecond(clock.GetUtcNow());
        var created = versions is [.., { } last] && last.Created >= now ? last.Created.AddSeconds(1) : now;
        var made = new StoredVersion { Name = name, Version = RandomNumberGenerator.GetHexString(32, lowercase: true), Value = value, Created = created, Updated = created };
        made = shape?.Invoke(made) ?? made;
        live[name] = versions.Add(made);
        return made;
    });

    /// <summary>A version, or the current one.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="version">The version; null is the current one.</param>
    public StoredVersion? Find(string name, string? version = null) => Locked(() =>
        live.TryGetValue(name, out var versions) ? version is null ? versions[^1] : versions.Find(one => one.Version == version) : null);

    /// <summary>All versions, in the order of their ids: no client may take it for the order of time.</summary>
    /// <param name="name">The secret.</param>
    public IReadOnlyList<StoredVersion> Versions(string name) => Locked(() =>
        live.TryGetValue(name, out var versions) ? versions.OrderBy(one => one.Version, StringComparer.Ordinal).ToList() : []);

    /// <summary>Changes a version.</summary>
    /// <param name="name">The secret.</param>
    /// <param name="version">The version; null is the current one.</param>
    /// <param name="change">What changes.</param>
    /// <returns>The changed version, or null where there is none.</returns>
    public StoredVersion? Change(string name, string? version, Func<StoredVersion, StoredVersion> change) => Locked(() =>
    {
        if (Find(name, version) is not { } found)
        {
            return null;
        }

        var changed = change(found) with { Updated = WholeSecond(clock.GetUtcNow()) };
        live[name] = live[name].Replace(found, changed);
        return changed;
    });

    /// <summary>Deletes a secret softly: it may be recovered, and its name is taken.</summary>
    /// <param name="name">The secret.</param>
    public bool Delete(string name) => Locked(() =>
    {
        if (!live.Remove(name, out var versions))
        {
            return false;
        }

        deleted[name] = new DeletedSecret(versions, WholeSecond(clock.GetUtcNow()));
        return true;
    });

    internal DeletedSecret? FindDeleted(string name) => Locked(() => deleted.GetValueOrDefault(name));

    internal StoredVersion? Recover(string name) => Locked(() =>
    {
        if (!deleted.Remove(name, out var found))
        {
            return null;
        }

        live[name] = found.Versions;
        return found.Versions[^1];
    });

    internal bool Purge(string name) => Locked(() => deleted.Remove(name));

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }

    internal sealed record DeletedSecret(ImmutableList<StoredVersion> Versions, DateTimeOffset DeletedOn);
}
