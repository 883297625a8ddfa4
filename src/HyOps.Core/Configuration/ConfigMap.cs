using System.Collections.Immutable;
using HyOps.Core.Problems;

namespace HyOps.Core.Configuration;

/// <summary>A map. Keys are unique.</summary>
/// <param name="Location">Where it starts.</param>
/// <param name="Entries">Its entries, in the order written.</param>
public sealed record ConfigMap(SourceLocation Location, ImmutableArray<ConfigEntry> Entries) : ConfigNode(Location)
{
    // Most maps are a few entries long: an index pays only beyond, and thousands of modules are held at once.
    private const int IndexedFrom = 12;
    private Dictionary<string, ConfigEntry>? index;

    /// <summary>The value of a key, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    public ConfigNode? this[string key] => Entry(key)?.Value;

    /// <summary>The keys, in the order written.</summary>
    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    /// <summary>A map of nothing.</summary>
    /// <param name="location">The place that stands for it.</param>
    public static ConfigMap Empty(SourceLocation location) => new(location, []);

    /// <summary>A key with its value, or null where there is none.</summary>
    /// <param name="key">The key.</param>
    public ConfigEntry? Entry(string key)
    {
        if (Entries.Length >= IndexedFrom)
        {
            // Two threads may both build it; either result is the same.
            index ??= Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
            return index.GetValueOrDefault(key);
        }

        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The value at a path of keys with dots between them (<c>apps.netbox.db_user</c>), or null where there is none.</summary>
    /// <param name="path">The path; a key that has dots itself is found whole at the top.</param>
    public ConfigNode? At(string path)
    {
        if (this[path] is { } whole)
        {
            return whole;
        }

        ConfigNode? node = this;
        foreach (var part in path.Split('.'))
        {
            node = (node as ConfigMap)?[part];
        }

        return node;
    }

    /// <summary>The same map with another laid over it: maps merge, lists and scalars replace.</summary>
    /// <param name="over">The one that wins.</param>
    public ConfigMap OverlaidBy(ConfigMap over)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>(Entries.Length + over.Entries.Length);
        foreach (var entry in Entries)
        {
            entries.Add(over.Entry(entry.Key) is { } other ? Merged(entry, other) : entry);
        }

        entries.AddRange(over.Entries.Where(entry => Entry(entry.Key) is null));
        return new ConfigMap(Location, entries.ToImmutable());
    }

    private static ConfigEntry Merged(ConfigEntry below, ConfigEntry above) =>
        below.Value is ConfigMap lower && above.Value is ConfigMap upper
            ? above with { Value = lower.OverlaidBy(upper) }
            : above;
}
