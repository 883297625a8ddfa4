using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using YamlDotNet.Core.Events;

namespace HyOps.Contracts.Yaml;

/// <content>Maps: their keys are plain texts, each there once; merge keys bring in what is not set beside them.</content>
internal sealed partial class YamlTreeReader
{
    private const string MergeKey = "<<";

    private Built ReadMap(MappingStart start, int depth)
    {
        CheckDepth(depth, start.Start);
        Next();
        var entries = new List<ConfigEntry>();
        var known = new Dictionary<string, ConfigEntry>(StringComparer.Ordinal);
        var merged = new List<ConfigMap>();
        var (size, height) = (1, 0);
        while (parser.Current is not MappingEnd)
        {
            var (key, location, plain) = ReadKey(depth);
            var value = ReadNode(depth + 1);
            (size, height) = (size + value.Size, Math.Max(height, value.Height));
            if (key is MergeKey && plain)
            {
                merged.AddRange(MapsToMerge(value.Node, location));
            }
            else if (key is not null)
            {
                AddEntry(new ConfigEntry(key, location, value.Node), entries, known);
            }
        }

        Next();
        size += Merge(merged, entries, known);
        return new Built(new ConfigMap(At(start.Start), [.. entries]), size, height + 1);
    }

    private (string? Key, SourceLocation Location, bool IsPlain) ReadKey(int depth)
    {
        var location = At(parser.Current!.Start);
        var isAlias = parser.Current is AnchorAlias;
        if (ReadNode(depth + 1).Node is ConfigScalar { IsNull: false, Text.Length: > 0 } scalar)
        {
            return (scalar.Text, location, scalar.IsPlain);
        }

        if (!isAlias)
        {
            Report(ProblemCodes.KeyNotText, location, "a key is not a text", "Write a name before the colon.");
        }

        return (null, location, false);
    }

    private void AddEntry(ConfigEntry entry, List<ConfigEntry> entries, Dictionary<string, ConfigEntry> known)
    {
        if (known.TryAdd(entry.Key, entry))
        {
            entries.Add(entry);
            return;
        }

        Report(
            ProblemCodes.DuplicateKey, entry.KeyLocation,
            $"the key '{Shown.Text(entry.Key)}' is there already, at {known[entry.Key].KeyLocation}", "Keep one of the two.");
    }

    private IEnumerable<ConfigMap> MapsToMerge(ConfigNode value, SourceLocation location)
    {
        ConfigNode[] parts = value is ConfigList list ? [.. list.Items] : [value];
        foreach (var part in parts.Where(part => part is not ConfigMap))
        {
            Report(ProblemCodes.MergeKey, location, "the merge key << does not name a map, or a list of maps", "Name anchors of maps: <<: *name or <<: [*first, *second].");
        }

        return parts.OfType<ConfigMap>();
    }

    // What stands in the map wins, then the maps in the order named.
    private static int Merge(List<ConfigMap> merged, List<ConfigEntry> entries, Dictionary<string, ConfigEntry> known)
    {
        var before = entries.Count;
        foreach (var entry in merged.SelectMany(map => map.Entries))
        {
            if (known.TryAdd(entry.Key, entry))
            {
                entries.Add(entry);
            }
        }

        return entries.Count - before;
    }
}
